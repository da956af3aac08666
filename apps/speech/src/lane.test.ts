import { describe, expect, it } from "vitest";
import { createLane } from "./lane.ts";

/** A clock that moves when somebody sleeps. */
function virtualLane(maxWaiting: number) {
  let time = 0;
  const sleep = async (milliseconds: number) => {
    await Promise.resolve();
    time += milliseconds;
  };
  return { lane: createLane({ maxWaiting, now: () => time, sleep }), sleep, now: () => time };
}

describe("a lane", () => {
  it("runs one job at a time, in order", async () => {
    const { lane, sleep } = virtualLane(4);
    const log: string[] = [];
    const job = (name: string) => async () => {
      log.push(`${name} in`);
      await sleep(50);
      log.push(`${name} out`);
      return name;
    };
    const answers = await Promise.all(["a", "b", "c"].map((name) => lane.run(10_000, job(name))));
    expect(answers).toEqual(["a", "b", "c"]);
    expect(log).toEqual(["a in", "a out", "b in", "b out", "c in", "c out"]);
    expect(lane.length()).toBe(0);
  });

  it("refuses at once when the queue is full", async () => {
    const { lane, sleep } = virtualLane(1);
    const slow = () => sleep(500).then(() => "done");
    expect(await Promise.all([lane.run(9000, slow), lane.run(9000, slow), lane.run(9000, slow)])).toEqual([
      "done",
      "done",
      null,
    ]);
  });

  it("gives up at the deadline, and a holder whose request died blocks nobody for long", async () => {
    const { lane, now, sleep } = virtualLane(4);
    void lane.run(2000, () => new Promise(() => undefined));
    expect(await lane.run(2000, async () => "never")).toBeNull();
    expect(now()).toBeGreaterThanOrEqual(2000);
    await sleep(1000);
    expect(await lane.run(5000, async () => "free again")).toBe("free again");
  });

  it("is free after a job that failed", async () => {
    const { lane } = virtualLane(1);
    await expect(lane.run(1000, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(await lane.run(1000, async () => 1)).toBe(1);
  });
});
