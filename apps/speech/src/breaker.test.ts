import { describe, expect, it } from "vitest";
import { createBreaker } from "./breaker.ts";

const SECOND = 1000;

function breaker() {
  const changes: string[] = [];
  const one = createBreaker((state) => changes.push(state));
  const fail = (at: number, ...words: string[]) => words.forEach((text) => one.failed(text, at));
  return { ...one, fail, changes };
}

describe("the breaker of an engine", () => {
  it("opens after three failures in a row, probes once after a rest, and closes when the probe works", () => {
    const { ask, fail, worked, state, changes } = breaker();
    fail(0, "a", "b");
    expect(ask(0)).toBe(true);
    fail(0, "c");
    expect([state(), ask(14 * SECOND)]).toEqual(["open", false]);
    expect([ask(15 * SECOND), ask(15 * SECOND), state()]).toEqual([true, false, "probing"]);
    worked();
    expect([ask(16 * SECOND), ask(16 * SECOND), state()]).toEqual([true, true, "closed"]);
    expect(changes).toEqual(["open", "probing", "closed"]);
  });

  it("rests twice as long after every probe that failed, and never over two minutes", () => {
    const { ask, fail } = breaker();
    fail(0, "a", "b", "c");
    let now = 0;
    for (const seconds of [15, 30, 60, 120, 120, 120]) {
      expect([seconds, ask(now + seconds * SECOND - 1)]).toEqual([seconds, false]);
      now += seconds * SECOND;
      expect([seconds, ask(now)]).toEqual([seconds, true]);
      fail(now, "d");
    }
  });

  it("does not open for one text that no voice can say, however often it is tried", () => {
    const { ask, fail } = breaker();
    for (let n = 0; n < 20; n += 1) fail(n, "....");
    expect(ask(20)).toBe(true);
  });

  it("counts failures in a row only", () => {
    const { ask, fail, worked } = breaker();
    for (const words of ["a", "b", "c", "d"]) {
      fail(0, words, `${words}!`);
      worked();
    }
    expect(ask(0)).toBe(true);
  });

  it("sends another probe when one is not heard of again", () => {
    const { ask, fail } = breaker();
    fail(0, "a", "b", "c");
    expect([ask(15 * SECOND), ask(24 * SECOND), ask(25 * SECOND)]).toEqual([true, false, true]);
  });
});
