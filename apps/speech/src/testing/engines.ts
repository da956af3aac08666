import type { Engine, EngineAnswer } from "../engine/types.ts";

/** What an engine does on a bad day. */
export const BAD_DAYS = [
  "slow",
  "throws",
  "fails",
  "silence",
  "noise",
  "stump",
  "endless",
  "busy",
  "never",
] as const;
export type Day = (typeof BAD_DAYS)[number] | "well";

/** A clock that only moves when somebody sleeps. */
export function virtualTime() {
  let at = 0;
  let sleepers: { until: number; wake: () => void }[] = [];
  const advance = async (to: number): Promise<void> => {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = sleepers.toSorted((a, b) => a.until - b.until)[0];
      if (next === undefined || next.until > to) break;
      sleepers = sleepers.filter((other) => other !== next);
      at = Math.max(at, next.until);
      next.wake();
    }
    at = Math.max(at, to);
  };
  return {
    now: () => at,
    advance,
    sleep: (milliseconds: number) =>
      new Promise<void>((wake) => void sleepers.push({ until: at + Math.max(0, milliseconds), wake })),
  };
}

/** Something that passes for speech: bursts of a tone, as long as the words. */
export function speechLike(words: string, rate: number): Float32Array {
  const seconds = words.length / 12;
  return Float32Array.from({ length: Math.round(seconds * rate) }, (_, n) =>
    Math.floor((n / rate) * 4) % 4 === 3 ? 0 : 0.4 * Math.sin((2 * Math.PI * 440 * n) / rate),
  );
}

/** An engine for tests: what it does can be changed at any time. */
export function fakeEngine(
  kind: Engine["kind"],
  sleep: (milliseconds: number) => Promise<void>,
): { engine: Engine; day: Day; asked: number } {
  const rate = 16_000;
  const answers: Record<Day, (words: string) => EngineAnswer | Promise<EngineAnswer>> = {
    well: (words) => ({ ok: true, samples: speechLike(words, rate), rate }),
    slow: (words) => sleep(60_000).then(() => ({ ok: true, samples: speechLike(words, rate), rate })),
    never: () => new Promise(() => undefined),
    throws: () => {
      throw new Error("3040: Capacity temporarily exceeded");
    },
    fails: () => ({ ok: false, error: { reason: "failed", detail: "500" } }),
    busy: () => ({ ok: false, error: { reason: "busy", detail: "503" } }),
    silence: (words) => ({ ok: true, samples: new Float32Array((rate * words.length) / 12), rate }),
    noise: (words) => ({ ok: true, samples: noise((rate * words.length) / 12), rate }),
    stump: () => ({ ok: true, samples: speechLike("Critical", rate), rate }),
    endless: () => ({ ok: true, samples: speechLike("x".repeat(600), rate), rate }),
  };
  const fake = {
    day: "well" as Day,
    asked: 0,
    engine: {
      name: kind,
      voice: "of the test",
      kind,
      deadlineMilliseconds: kind === "remote" ? 3000 : 2000,
      synthesise: async (words: string) => {
        fake.asked += 1;
        return answers[fake.day](words);
      },
    },
  };
  return fake;
}

/** The same noise every time: a linear congruential generator (Numerical Recipes). */
function noise(length: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length: Math.floor(length) }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}
