/**
 * Records the prompts with the local voices: `node apps/speech/scripts/make-prompts.ts [folder of voices] [--only=de]`.
 * Writes `pbx/prompts/<id>.ulaw` (raw µ-law, 8 kHz) and `manifest.json`. Only texts that are new or changed are recorded,
 * so that a studio's files stay; `--all` records every one anew, `--manifest` only measures files that were replaced.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PROMPT_LANGUAGES, type PromptLanguage } from "@callping/domain/prompts/names";
import { promptTexts } from "@callping/domain/prompts/prompts";
import { encodeMulaw } from "../src/audio/mulaw.ts";
import { master } from "../src/audio/master.ts";
import { concat, silence } from "../src/audio/silence.ts";
import { createPico } from "../src/engine/pico.ts";
import type { VOICE_FILES } from "../src/engine/voice-files.ts";
import { textHash, type PromptManifest } from "../src/prompts/manifest.ts";
import { openRhvoice } from "../src/sidecar/rhvoice.ts";
import { findVoices } from "./voices.ts";

const LEAD_SECONDS = 0.04;
const TAIL_SECONDS = 0.1;
/** Between two digits of a code. */
const DIGIT_PAUSE_SECONDS = 0.5;
const FOLDER = join(import.meta.dirname, "../../../pbx/prompts");

/** The Workers' types forbid compiling from bytes, as workerd does; this is Node. */
async function compile(bytes: Uint8Array): Promise<WebAssembly.Module> {
  const compiler: { compile(bytes: Uint8Array): Promise<WebAssembly.Module> } = Object(WebAssembly);
  return compiler.compile(bytes);
}

/** What a language's recordings say, as far as they are there. */
async function readManifest(language: PromptLanguage): Promise<PromptManifest> {
  // A language that is recorded for the first time has none.
  const path = join(FOLDER, language, "manifest.json");
  const manifest: PromptManifest = JSON.parse(await readFile(path, "utf8").catch(() => "{}"));
  return manifest;
}

type Speak = (words: string) => Promise<Float32Array>;

async function openPico(language: keyof typeof VOICE_FILES, voiceFolder: string | undefined): Promise<Speak> {
  const voices = await findVoices(voiceFolder, language);
  if (voices === null)
    throw new Error(
      `No voice data for ${language} found: run \`npm start\` once, or name the folder that holds it.`,
    );
  const wasm = createRequire(import.meta.url).resolve("@echogarden/svoxpico-wasm/svoxpico.wasm");
  const speak = await createPico(await compile(await readFile(wasm)), voices);
  return async (words) => {
    const answer = await speak(words, () => Infinity);
    if (!answer.ok) throw new Error(`“${words}”: ${answer.error.detail}`);
    return answer.samples;
  };
}

async function record(
  language: PromptLanguage,
  voiceFolder: string | undefined,
  all: boolean,
): Promise<number> {
  const recorded = await readManifest(language);
  const wanted: [string, string][] = [];
  for (const [id, words] of promptTexts(language))
    if (all || recorded[id]?.text_sha256 !== (await textHash(words))) wanted.push([id, words]);
  if (wanted.length === 0) return 0;
  const speak =
    language === "pl" || language === "pt" || language === "uk"
      ? await openRhvoice(language)
      : await openPico(language, voiceFolder);
  await mkdir(join(FOLDER, language), { recursive: true });
  for (const [id, words] of wanted) {
    const samples = master(await speak(words));
    const speech = concat([silence(LEAD_SECONDS), samples, silence(TAIL_SECONDS)]);
    await writeFile(join(FOLDER, `${id}.ulaw`), encodeMulaw(speech));
  }
  return wanted.length;
}

async function writeManifest(language: PromptLanguage): Promise<number> {
  const manifest: PromptManifest = {};
  for (const [id, words] of promptTexts(language)) {
    const { length } = await readFile(join(FOLDER, `${id}.ulaw`));
    manifest[id] = { text_sha256: await textHash(words), bytes: length };
  }
  await writeFile(join(FOLDER, language, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return Object.keys(manifest).length;
}

const manifestOnly = process.argv.includes("--manifest");
const only = process.argv.find((argument) => argument.startsWith("--only="))?.slice("--only=".length);
await mkdir(join(FOLDER, "pause"), { recursive: true });
await writeFile(join(FOLDER, "pause/digit.ulaw"), encodeMulaw(silence(DIGIT_PAUSE_SECONDS)));
const folder = process.argv.slice(2).find((argument) => !argument.startsWith("--"));
for (const language of PROMPT_LANGUAGES.filter((one) => only === undefined || one === only)) {
  const recorded = manifestOnly ? 0 : await record(language, folder, process.argv.includes("--all"));
  console.log(`${language}: ${recorded} recorded, ${await writeManifest(language)} in all`);
}
