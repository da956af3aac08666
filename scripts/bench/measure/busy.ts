import type { Bench } from "../bench.ts";
import { keepAlive, loop, post, type Posted } from "../load/post.ts";
import { measureLoad, type LoadResult } from "./load.ts";

export interface BusyResult {
  /** The same rate right before, with nothing else to do. */
  alone: LoadResult;
  beside: LoadResult;
  /** Done by the side process meanwhile, a second. */
  speechesASecond: number;
  derivationsASecond: number;
}

const RATE = 20;
const KEY_ROUNDS = 6;
const CALLERS = 2;

/** 20 alerts/s with and without the voice and the key derivation at full load in the side process. */
export async function measureBusy(bench: Bench, seconds: number): Promise<BusyResult> {
  const alone = await measureLoad(bench, RATE, seconds);
  const { speech, keys } = bench.installation.workerSockets();
  const agent = keepAlive(2 * CALLERS);
  let running = true;
  let words = 0;
  const speak = (): Promise<Posted> => {
    words += 1;
    return post(
      speech,
      "/speech",
      { language: "en", words: `Sentence ${words} of many that nobody has said before.`, fallback: [] },
      agent,
    );
  };
  const derive = (): Promise<Posted> =>
    post(
      keys,
      "/derive",
      { password: "correct horse", salt: "00".repeat(16), iterations: 100_000, rounds: KEY_ROUNDS },
      agent,
    );
  const goesOn = (): boolean => running;
  const background = Promise.all([loop(CALLERS, goesOn, speak), loop(CALLERS, goesOn, derive)]);
  const startedAt = performance.now();
  const beside = await measureLoad(bench, RATE, seconds);
  running = false;
  const [speeches, derivations] = await background;
  const tookSeconds = (performance.now() - startedAt) / 1000;
  agent.destroy();
  const done = (posted: readonly Posted[]): number =>
    posted.filter(({ status }) => status === 200).length / tookSeconds;
  return { alone, beside, speechesASecond: done(speeches), derivationsASecond: done(derivations) };
}
