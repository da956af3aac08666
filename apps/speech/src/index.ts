import wasm from "@echogarden/svoxpico-wasm/svoxpico.wasm";
import analysis from "../data/en_ta.bin";
import signal from "../data/en_sg.bin";
import pack from "../data/prompts.bin";
import { englishOnce } from "./engine/open-once.ts";
import { handle } from "./http/app.ts";
import { createLane } from "./lane.ts";
import { unpackPrompts } from "./prompts/pack.ts";
import type { Studio } from "./speak.ts";

/** A synthesis takes some 300 ms, so more waiters than this would miss their deadline anyway. */
const MAX_WAITING = 4;

const now = () => Date.now();
const studio: Studio = {
  lane: createLane({ maxWaiting: MAX_WAITING, now, sleep: (milliseconds) => scheduler.wait(milliseconds) }),
  now,
  recordings: unpackPrompts(pack),
  openEngine: englishOnce({ wasm, analysis: new Uint8Array(analysis), signal: new Uint8Array(signal) }),
};

export default {
  fetch(request, _env, context) {
    const response = handle(studio, request);
    // A caller that gives up must not leave the voice in the middle of a sentence.
    context.waitUntil(response);
    return response;
  },
} satisfies ExportedHandler;
