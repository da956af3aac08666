import type { PicoModule } from "@echogarden/svoxpico-wasm";
import { concat } from "../audio/silence.ts";
import { fromInt16 } from "../audio/wav.ts";
import { instantiatePico } from "./pico-module.ts";
import { picoMemory } from "./pico-memory.ts";
import { forPico } from "./pronounce.ts";
import type { EngineAnswer } from "./types.ts";

/** Pico keeps voice and working memory in one area of its own; 2.5 MB is what its own command line gives it. */
const AREA_BYTES = 2_500_000;
const BUFFER_BYTES = 4096;
const STEP_BUSY = 201;
const STEP_IDLE = 200;
const RESET_FULL = 0;
/** About 20 ms of work between two looks at the clock. */
const STEPS_PER_SLICE = 2000;
const RATE = 16_000;
/** In percent: the French voice says 17 characters a second, too many for somebody who was asleep. */
const SPEEDS: Readonly<Record<string, number>> = { "fr-FR_nk0": 85 };

export interface PicoVoice {
  /** `en-US_lh0`. */
  name: string;
  /** Text analysis, `<voice>_ta.bin`. */
  analysis: Uint8Array;
  /** Signal generation, `<voice>_sg.bin`. */
  signal: Uint8Array;
}

/** Words → speech of one open voice. `left` tells the milliseconds until the deadline. */
export type Synthesise = (words: string, left: () => number) => Promise<EngineAnswer>;

/** SVOX Pico with one voice alone. Throws when the voice's files are not what they should be. */
export async function createPico(wasm: WebAssembly.Module, voice: PicoVoice): Promise<Synthesise> {
  return openPicoVoice(await instantiatePico(wasm), "voice", voice);
}

/**
 * One more voice in a module, in a system of its own: systems share nothing. `id` names its files. Throws as above.
 * Sources: picoapi.h, pico2wave.c.
 */
export function openPicoVoice(pico: PicoModule, id: string, voice: PicoVoice): Synthesise {
  const engine = openEngine(pico, id, voice);
  const speed = SPEEDS[voice.name];
  // The only tag: `forPico` lets none through.
  const paced = (text: string) => (speed === undefined ? text : `<speed level="${speed}">${text}</speed>`);
  return (words, left) => synthesise(pico, engine, paced(forPico(words)), left);
}

function openEngine(pico: PicoModule, id: string, voice: PicoVoice): number {
  const memory = picoMemory(pico);
  const out = pico._malloc(64);
  check("initialize", pico._pico_initialize(pico._malloc(AREA_BYTES), AREA_BYTES, out));
  const system = memory.int32(out);
  const name = memory.text("callping").pointer;
  check("createVoiceDefinition", pico._pico_createVoiceDefinition(system, name));
  // Pico takes a file for a voice only when its name ends in `.bin`.
  for (const [file, bytes] of [
    [`/${id}_ta.bin`, voice.analysis],
    [`/${id}_sg.bin`, voice.signal],
  ] as const) {
    pico.FS.writeFile(file, bytes);
    check(`loadResource ${file}`, pico._pico_loadResource(system, memory.text(file).pointer, out));
    // Loaded into the area: the file would only hold a second copy.
    pico.FS.unlink(file);
    const resourceName = pico._malloc(64);
    check("getResourceName", pico._pico_getResourceName(system, memory.int32(out), resourceName));
    check("addResource", pico._pico_addResourceToVoiceDefinition(system, name, resourceName));
  }
  check("newEngine", pico._pico_newEngine(system, name, out));
  return memory.int32(out);
}

function check(step: string, status: number): void {
  if (status !== 0) throw new Error(`Pico: ${step} answered ${status}`);
}

async function synthesise(
  pico: PicoModule,
  engine: number,
  words: string,
  left: () => number,
): Promise<EngineAnswer> {
  const memory = picoMemory(pico);
  const text = memory.text(words);
  const buffer = pico._malloc(BUFFER_BYTES + 16);
  const out = buffer + BUFFER_BYTES;
  const parts: Float32Array[] = [];
  const end = (answer: EngineAnswer) => {
    pico._free(text.pointer);
    pico._free(buffer);
    if (!answer.ok) pico._pico_resetEngine(engine, RESET_FULL);
    return answer;
  };
  for (let put = 0, steps = 0; put < text.length; put += memory.int16(out + 8)) {
    const status = pico._pico_putTextUtf8(engine, text.pointer + put, text.length - put, out + 8);
    if (status !== 0)
      return end({ ok: false, error: { reason: "failed", detail: `putText answered ${status}` } });
    for (let step = STEP_BUSY; step !== STEP_IDLE; steps += 1) {
      step = pico._pico_getData(engine, buffer, BUFFER_BYTES, out, out + 4);
      if (step !== STEP_BUSY && step !== STEP_IDLE) {
        return end({ ok: false, error: { reason: "failed", detail: `getData answered ${step}` } });
      }
      const received = memory.int16(out);
      if (received > 0) parts.push(fromInt16(memory.bytes(buffer, received)));
      if (steps % STEPS_PER_SLICE === STEPS_PER_SLICE - 1 && !(await breathe(left))) {
        return end({ ok: false, error: { reason: "deadline", detail: `stopped after ${steps} steps` } });
      }
    }
  }
  return end({ ok: true, samples: concat(parts), rate: RATE });
}

/** Lets other requests run, and the clock move: in a Worker it stands still while code runs. */
async function breathe(left: () => number): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  return left() > 0;
}
