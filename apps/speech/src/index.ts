import wasm from "@echogarden/svoxpico-wasm/svoxpico.wasm";
import deAnalysis from "../data/de_ta.bin";
import deSignal from "../data/de_sg.bin";
import enAnalysis from "../data/en_ta.bin";
import enSignal from "../data/en_sg.bin";
import esAnalysis from "../data/es_ta.bin";
import esSignal from "../data/es_sg.bin";
import frAnalysis from "../data/fr_ta.bin";
import frSignal from "../data/fr_sg.bin";
import itAnalysis from "../data/it_ta.bin";
import itSignal from "../data/it_sg.bin";
import pack from "../data/prompts.bin";
import { picoVoices } from "./engine/open-once.ts";
import type { PicoVoice } from "./engine/pico.ts";
import { PICO_LANGUAGES, VOICE_FILES } from "./engine/voice-files.ts";
import { handle } from "./http/app.ts";
import { createLane } from "./lane.ts";
import { unpackPrompts } from "./prompts/pack.ts";
import type { Studio } from "./speak.ts";
import { arrangeVoices, type Bindings } from "./voices.ts";

/** A synthesis takes some 300 ms, so more waiters than this would miss their deadline anyway. */
const MAX_WAITING = 4;

const FILES = {
  en: [enAnalysis, enSignal],
  de: [deAnalysis, deSignal],
  es: [esAnalysis, esSignal],
  fr: [frAnalysis, frSignal],
  it: [itAnalysis, itSignal],
} as const;

/** The voices that were installed when this was built: the files of the others are empty. */
function bundledVoices(): Map<string, PicoVoice> {
  const voices = PICO_LANGUAGES.map((language): [string, PicoVoice] => {
    const [analysis, signal] = FILES[language];
    const { name } = VOICE_FILES[language];
    return [language, { name, analysis: new Uint8Array(analysis), signal: new Uint8Array(signal) }];
  });
  return new Map(voices.filter(([, { analysis, signal }]) => analysis.length > 0 && signal.length > 0));
}

const now = () => Date.now();
const sleep = (milliseconds: number) => scheduler.wait(milliseconds);
const pico = picoVoices(wasm, bundledVoices());
const rooms = {
  lane: createLane({ maxWaiting: MAX_WAITING, now, sleep }),
  now,
  sleep,
  recordings: unpackPrompts(pack),
};
/** Made at the first request, which brings the bindings, and kept: breakers and open voices are of this isolate. */
let studio: Studio | null = null;

export default {
  fetch(request, env, context) {
    studio ??= { ...rooms, voices: arrangeVoices(env, pico) };
    const response = handle(studio, request);
    // A caller that gives up must not leave the voice in the middle of a sentence.
    context.waitUntil(response);
    return response;
  },
} satisfies ExportedHandler<Bindings>;
