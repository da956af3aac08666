import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PicoVoice } from "../src/engine/pico.ts";
import { type PicoLanguage, VOICE_FILES } from "../src/engine/voice-files.ts";

const REPOSITORY = join(import.meta.dirname, "../../..");

/** Where voice data may lie: where the caller says, else CALLPING_VOICES (empty: nowhere), else where the installer puts it. */
function candidates(folder: string | undefined): string[] {
  const root = folder ?? process.env["CALLPING_VOICES"] ?? join(REPOSITORY, ".callping/voices");
  return root === "" ? [] : [root, join(root, "usr/share/pico/lang")];
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"))
      return null;
    throw error;
  }
}

/** A file with the pinned checksum, `null` when it is not there. Throws when it is another file. */
async function readChecked(
  folder: string,
  { name, sha256 }: { name: string; sha256: string },
): Promise<Uint8Array | null> {
  const bytes = await readIfThere(join(folder, name));
  if (bytes === null) return null;
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found !== sha256)
    throw new Error(
      `${join(folder, name)} has SHA-256 ${found}, expected ${sha256}: remove it and install again.`,
    );
  return bytes;
}

/** A voice and its two files, checked, or `null` when no folder holds them. */
export async function findVoices(folder?: string, language: PicoLanguage = "en"): Promise<PicoVoice | null> {
  for (const candidate of candidates(folder)) {
    const analysis = await readChecked(candidate, VOICE_FILES[language].analysis);
    const signal = await readChecked(candidate, VOICE_FILES[language].signal);
    if (analysis !== null && signal !== null) return { name: VOICE_FILES[language].name, analysis, signal };
  }
  return null;
}
