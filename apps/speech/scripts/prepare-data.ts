/**
 * Fills the git-ignored `apps/speech/data` with what the Worker is bundled with: the installed voices, their checksums
 * verified, and the recorded prompts in one file. Wrangler runs it before every bundle. The files of a voice that is not
 * installed are empty, and its language is spoken by prompts alone.
 */
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PICO_LANGUAGES } from "../src/engine/voice-files.ts";
import type { PromptManifest } from "../src/prompts/manifest.ts";
import { packPrompts } from "../src/prompts/pack.ts";
import { findVoices } from "./voices.ts";

const DATA = join(import.meta.dirname, "../data");
const PROMPTS = join(import.meta.dirname, "../../../pbx/prompts");
const PAUSE = "pause";
/** Menus, codes and answers to keys: a PBX plays them, and they never take an alert's place. They would be half the bundle. */
const ONLY_ON_THE_PBX =
  /\/(menu|help|code|agree|opt|wrong|not-recorded|closed|goodbye|refused|acknowledged|already|escalated|snoozed|resolved)/;

/**
 * @param voices folder of the voice files (itself or with Debian's `usr/share/pico/lang` below it); by default
 * CALLPING_VOICES, then `.callping/voices`
 * @returns the languages whose voices are there. Throws when their files are others than the pinned ones.
 */
export async function prepareSpeechData(voices?: string): Promise<{ languages: string[] }> {
  await mkdir(DATA, { recursive: true });
  const languages: string[] = [];
  for (const language of PICO_LANGUAGES) {
    const found = await findVoices(voices, language);
    if (found !== null) languages.push(language);
    await put(`${language}_ta.bin`, found?.analysis ?? new Uint8Array());
    await put(`${language}_sg.bin`, found?.signal ?? new Uint8Array());
  }
  await put("prompts.bin", packPrompts(await readRecordings()));
  return { languages };
}

/** The prompts that may stand for an alert's words, in every language that has them. */
async function readRecordings(): Promise<Map<string, Uint8Array>> {
  const recordings = new Map<string, Uint8Array>();
  for (const language of await readdir(PROMPTS)) {
    if (language === PAUSE) continue;
    const manifest: PromptManifest = JSON.parse(
      await readFile(join(PROMPTS, language, "manifest.json"), "utf8"),
    );
    for (const id of Object.keys(manifest).filter((name) => !ONLY_ON_THE_PBX.test(name)))
      recordings.set(id, new Uint8Array(await readFile(join(PROMPTS, `${id}.ulaw`))));
  }
  return recordings;
}

/** Written beside and renamed: two builds at once never read half a file. */
async function put(name: string, bytes: Uint8Array): Promise<void> {
  const draft = join(DATA, `${name}.${process.pid}`);
  await writeFile(draft, bytes);
  await rename(draft, join(DATA, name));
}

if (import.meta.main) {
  const { languages } = await prepareSpeechData();
  console.log(
    languages.length > 0
      ? `speech: the voices of ${languages.join(", ")} and the prompts are ready`
      : "speech: no voice is installed, recorded prompts only",
  );
}
