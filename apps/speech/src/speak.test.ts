import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBreaker } from "./breaker.ts";
import { createLane } from "./lane.ts";
import { type Spoken, speak } from "./speak.ts";
import { BAD_DAYS, fakeEngine, virtualTime } from "./testing/engines.ts";

const WORDS = "CallPing for Acme. Critical: database primary is down on D B 1.";
const RECORDINGS = new Map(
  ["en/callping", "en/general", "en/critical-alert", "uk/callping", "uk/general"].map((id) => [
    id,
    new Uint8Array(8000),
  ]),
);

function open() {
  const time = virtualTime();
  const remote = fakeEngine("remote", time.sleep);
  const embedded = fakeEngine("embedded", time.sleep);
  const states: string[] = [];
  const studio = {
    ...time,
    lane: createLane({ maxWaiting: 4, now: time.now, sleep: time.sleep }),
    recordings: RECORDINGS,
    voices: new Map([
      [
        "en",
        [remote, embedded].map(({ engine }) => ({
          ...engine,
          breaker: createBreaker((state) => states.push(`${engine.name} ${state}`)),
        })),
      ],
    ]),
  };
  const say = async (
    words = WORDS,
    language = "en",
    fallback = ["en/callping", "en/critical-alert"],
  ): Promise<Spoken & { milliseconds: number }> => {
    const startedAt = time.now();
    const spoken = speak(studio, { language, words, fallback });
    const progress = { done: false };
    const settled = spoken.finally(() => (progress.done = true));
    while (!progress.done) await time.advance(time.now() + 50);
    return { ...(await settled), milliseconds: time.now() - startedAt };
  };
  return { time, remote, embedded, states, say };
}

describe("engines failing in turn", () => {
  it.each(BAD_DAYS)("another voice speaks when the best is ill: %s", async (day) => {
    const { remote, say } = open();
    remote.day = day;
    const spoken = await say();
    expect(spoken).toMatchObject({ source: "engine", engine: "embedded", standIn: true });
    expect(spoken.milliseconds).toBeLessThanOrEqual(day === "slow" || day === "never" ? 3100 : 100);
  });

  it.each(BAD_DAYS.flatMap((one) => BAD_DAYS.map((other) => [one, other] as const)))(
    "recorded prompts speak in time when both are ill: %s, %s",
    async (one, other) => {
      const { remote, embedded, say } = open();
      remote.day = one;
      embedded.day = other;
      const spoken = await say();
      expect(spoken).toMatchObject({ source: "prompts", prompts: ["en/callping", "en/critical-alert"] });
      expect(spoken.samples.length).toBeGreaterThan(16_000);
      expect(spoken.milliseconds).toBeLessThanOrEqual(5100);
    },
  );

  it("says which voice spoke when all are well", async () => {
    expect(await open().say()).toMatchObject({ source: "engine", engine: "remote", standIn: false });
  });

  it("falls back to the language's own general sentence, and to the English one where it has none", async () => {
    const { say } = open();
    const general = (language: string) => say("x", language, ["en/of-tomorrow"]);
    expect(await general("uk")).toMatchObject({ reason: "no_voice", prompts: ["uk/callping", "uk/general"] });
    expect(await general("de")).toMatchObject({ reason: "no_voice", prompts: ["en/callping", "en/general"] });
  });

  it("leaves an engine alone that failed for three texts, and asks it again after its rest", async () => {
    const { time, remote, states, say } = open();
    remote.day = "never";
    for (const n of [1, 2, 3]) expect((await say(`${WORDS} ${n}.`)).milliseconds).toBeGreaterThan(2900);
    expect((await say(`${WORDS} 4.`)).milliseconds).toBeLessThan(100);
    expect([remote.asked, states]).toEqual([3, ["remote open"]]);
    remote.day = "well";
    await time.advance(time.now() + 16_000);
    expect(await say()).toMatchObject({ engine: "remote", standIn: false });
    expect(states).toEqual(["remote open", "remote probing", "remote closed"]);
  });

  it("takes no voice from others because of words that cannot be said", async () => {
    const { embedded, remote, say, states } = open();
    remote.day = "busy";
    embedded.day = "stump";
    for (let n = 0; n < 8; n += 1) await say(`${WORDS} ${n}.`);
    expect(states).toEqual([]);
  });

  it("is never late, whatever the engines do one call after another", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom("well", ...BAD_DAYS), fc.constantFrom("well", ...BAD_DAYS)), {
          minLength: 1,
          maxLength: 8,
        }),
        async (days) => {
          const { remote, embedded, say } = open();
          for (const [n, [one, other]] of days.entries()) {
            remote.day = one;
            embedded.day = other;
            const spoken = await say(`${WORDS} ${n}.`);
            expect(spoken.milliseconds).toBeLessThanOrEqual(5100);
            expect(spoken.samples.length).toBeGreaterThan(8000);
          }
        },
      ),
      { numRuns: 10 },
    );
  }, 60_000);
});
