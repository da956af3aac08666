import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { everyMinute } from "./cron.ts";

const START = Date.parse("2026-03-01T02:59:30.000Z");

describe("the local cron", () => {
  beforeEach(() => vi.useFakeTimers({ now: START }));
  afterEach(() => vi.useRealTimers());

  /** Runs ticks that answer as told, one a minute, and says what came of them. */
  async function run(answers: ("done" | "failed")[]) {
    const log: string[] = [];
    const left = [...answers];
    const stop = everyMinute(
      async (at) => {
        log.push(at.toISOString().slice(11, 16));
        if (left.shift() === "failed") throw new Error("other side closed");
      },
      { onFailure: () => log.push("told"), onBroken: () => log.push("broken") },
    );
    await vi.advanceTimersByTimeAsync(answers.length * 60_000);
    stop();
    await vi.advanceTimersByTimeAsync(180_000);
    return log.join(" ");
  }

  it("ticks at the start of each minute until it is stopped", async () => {
    expect(await run(["done", "done"])).toBe("03:00 03:01");
  });

  it("a tick that met the restart of the path ended the whole runtime, and every call waited for both workerds", async () => {
    expect(await run(["failed", "done", "failed", "failed", "done"])).toBe(
      "03:00 told 03:01 03:02 told 03:03 told 03:04",
    );
  });

  it("gives up after three in a row", async () => {
    expect(await run(["failed", "failed", "failed"])).toBe("03:00 told 03:01 told 03:02 broken");
  });
});
