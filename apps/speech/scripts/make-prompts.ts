/**
 * Records the prompts of a language with the local voice: `node apps/speech/scripts/make-prompts.ts [folder of voices]`.
 * Writes `pbx/prompts/<id>.ulaw` (raw µ-law, 8 kHz) and `manifest.json`. A studio's recordings may replace the files;
 * `--manifest` then only measures them again.
 */
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PROMPTS } from "@callping/domain/words/prompts";
import { encodeMulaw } from "../src/audio/mulaw.ts";
import { master } from "../src/audio/master.ts";
import { concat, silence } from "../src/audio/silence.ts";
import { createPico } from "../src/engine/pico.ts";
import { textHash, type PromptManifest } from "../src/prompts/manifest.ts";
import { findVoices } from "./voices.ts";

const LEAD_SECONDS = 0.04;
const TAIL_SECONDS = 0.1;
const FOLDER = join(import.meta.dirname, "../../../pbx/prompts");

/** The Workers' types forbid compiling from bytes, as workerd does; this is Node. */
async function compile(bytes: Uint8Array): Promise<WebAssembly.Module> {
  const compiler: { compile(bytes: Uint8Array): Promise<WebAssembly.Module> } = Object(WebAssembly);
  return compiler.compile(bytes);
}

async function record(voiceFolder: string | undefined): Promise<void> {
  const voices = await findVoices(voiceFolder);
  if (voices === null)
    throw new Error("No voice data found: run `npm start` once, or name the folder that holds en-US_ta.bin.");
  const wasm = createRequire(import.meta.url).resolve("@echogarden/svoxpico-wasm/svoxpico.wasm");
  const engine = await createPico(await compile(await readFile(wasm)), voices);
  for (const [id, words] of Object.entries(PROMPTS)) {
    const answer = await engine.synthesise(words, () => true);
    if (!answer.ok) throw new Error(`${id}: ${answer.error.detail}`);
    const speech = concat([silence(LEAD_SECONDS), master(answer.samples), silence(TAIL_SECONDS)]);
    await writeFile(join(FOLDER, `${id}.ulaw`), encodeMulaw(speech));
  }
}

async function writeManifest(): Promise<number> {
  const manifest: PromptManifest = {};
  for (const [id, words] of Object.entries(PROMPTS)) {
    const { length } = await readFile(join(FOLDER, `${id}.ulaw`));
    manifest[id] = { text_sha256: await textHash(words), bytes: length };
  }
  await writeFile(join(FOLDER, "en/manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return Object.keys(manifest).length;
}

const manifestOnly = process.argv.includes("--manifest");
if (!manifestOnly) await record(process.argv[2]);
console.log(`${await writeManifest()} prompts ${manifestOnly ? "measured" : "recorded"}`);
