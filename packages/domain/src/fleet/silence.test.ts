import { describe, expect, it } from "vitest";
import { type Delays, silenceLimit, withDelay } from "./silence.ts";

const learned = (...delays: number[]): Delays => delays.reduce<Delays>(withDelay, []);
const many = (count: number, delay: number) => Array.from({ length: count }, () => delay);

describe("how long silence may last", () => {
  it.each<[string, Delays, boolean, number]>([
    ["nothing is known", [], false, 10_000],
    ["a quick country", learned(...many(100, 900)), false, 10_000],
    ["a slow country", learned(...many(98, 8_000), 12_500, 13_000), false, 12_500],
    ["too few to know", learned(...many(19, 15_000)), false, 10_000],
    ["absurdly slow", learned(...many(50, 40_000)), false, 20_000],
    ["only the last hundred count", learned(...many(50, 19_000), ...many(100, 2_000)), false, 10_000],
    ["in doubt", learned(...many(100, 15_000)), true, 3_000],
  ])("%s", (_, delays, isDoubtful, expected) => {
    expect(silenceLimit(delays, isDoubtful)).toBe(expected);
  });
});
