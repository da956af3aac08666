/**
 * Fills the git-ignored `apps/speech/data` with what the Worker is bundled with: the installed voice, its checksums
 * verified, and the recorded prompts in one file. Wrangler runs it before every bundle. Without a voice its files are
 * empty, and the Worker speaks by prompts alone.
 */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PromptManifest } from "../src/prompts/manifest.ts";
import { packPrompts } from "../src/prompts/pack.ts";
import { findVoices } from "./voices.ts";

const DATA = join(import.meta.dirname, "../data");
const PROMPTS = join(import.meta.dirname, "../../../pbx/prompts");

/**
 * @param voices folder of the voice files (itself or with Debian's `usr/share/pico/lang` below it); by default
 * CALLPING_VOICES, then `.callping/voices`
 * @returns whether a voice is there. Throws when its files are others than the pinned ones.
 */
export async function prepareSpeechData(voices?: string): Promise<{ voice: boolean }> {
  const found = await findVoices(voices);
  const manifest: PromptManifest = JSON.parse(await readFile(join(PROMPTS, "en/manifest.json"), "utf8"));
  const ids = Object.keys(manifest);
  const recordings = await Promise.all(
    ids.map(async (id) => [id, new Uint8Array(await readFile(join(PROMPTS, `${id}.ulaw`)))] as const),
  );
  await mkdir(DATA, { recursive: true });
  await put("en_ta.bin", found?.analysis ?? new Uint8Array());
  await put("en_sg.bin", found?.signal ?? new Uint8Array());
  await put("prompts.bin", packPrompts(new Map(recordings)));
  return { voice: found !== null };
}

/** Written beside and renamed: two builds at once never read half a file. */
async function put(name: string, bytes: Uint8Array): Promise<void> {
  const draft = join(DATA, `${name}.${process.pid}`);
  await writeFile(draft, bytes);
  await rename(draft, join(DATA, name));
}

if (import.meta.main) {
  const { voice } = await prepareSpeechData();
  console.log(
    voice
      ? "speech: English voice and prompts are ready"
      : "speech: no voice is installed, recorded prompts only",
  );
}
