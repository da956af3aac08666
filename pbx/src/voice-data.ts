import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { downloadPackages } from "./install/apt.ts";
import { buildFolder } from "./install/build-folder.ts";
import { findDebianSource } from "./install/debian-mirror.ts";
import { InstallError } from "./install/errors.ts";
import { requireDebianTools } from "./install/requirements.ts";
import { unpackPackages } from "./install/unpack.ts";
import { VOICE_CHECKSUMS } from "./install/voice-checksums.ts";

export interface VoiceDataOptions {
  /** Where the voice files are put. */
  root: string;
  onProgress: (line: string) => void;
}

/**
 * SVOX Pico's voices from Debian's package `libttspico-data` (non-free section: redistributable, Apache-2.0 upstream),
 * unpacked as files and checked against pinned checksums. Quick when present. Throws InstallError.
 */
export async function installVoiceData({ root, onProgress }: VoiceDataOptions): Promise<{ dir: string }> {
  if (await isComplete(root)) return { dir: root };
  await requireDebianTools();
  const source = await findDebianSource();
  onProgress("fetching the embedded voices from Debian (once)");
  await buildFolder(
    root,
    async (folder) => {
      const work = join(folder, ".unpack");
      await mkdir(join(work, "apt"), { recursive: true });
      const debs = await downloadPackages(["libttspico-data"], {
        folder: join(work, "apt"),
        source,
        components: "non-free",
        alone: true,
        onProgress,
      });
      await unpackPackages(debs, work);
      const unpacked = join(work, "usr/share/pico/lang");
      for (const name of Object.keys(VOICE_CHECKSUMS))
        await keepChecked(join(unpacked, name), join(folder, name));
      await rm(work, { recursive: true });
    },
    isComplete,
  );
  onProgress(`${Object.keys(VOICE_CHECKSUMS).length} voice files are in place`);
  return { dir: root };
}

async function isComplete(root: string): Promise<boolean> {
  const names: string[] = await readdir(root).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return Object.keys(VOICE_CHECKSUMS).every((name) => names.includes(name));
}

async function keepChecked(from: string, to: string): Promise<void> {
  const name = basename(from);
  const sum = createHash("sha256")
    .update(await readFile(from))
    .digest("hex");
  if (sum !== VOICE_CHECKSUMS[name]) {
    throw new InstallError(
      "checksum_mismatch",
      `The voice file ${name} from Debian is not the one CallPing was tested with (sha256 ${sum}).`,
      "update CallPing, or report this with the line above; until then calls use the recorded prompts.",
    );
  }
  await rename(from, to);
}
