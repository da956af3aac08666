import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { correlate } from "./correlate.ts";
import { readMuLaw, type Samples } from "./hearing.ts";
import { PROMPTS } from "./installation.ts";

const prompt = (name: string): Samples => readMuLaw(join(PROMPTS, "en", `${name}.ulaw`));
const joined = (...parts: Samples[]): Samples => Float32Array.from(parts.flatMap((part) => [...part]));
const quiet = (seconds: number): Samples => new Float32Array(seconds * 8000);
const piece = prompt("menu");
const middle = Math.floor(piece.length / 2);

/** A clock that runs faster by so much; between two samples their mean. */
const faster = (samples: Samples, by: number): Samples =>
  Float32Array.from({ length: Math.floor(samples.length / (1 + by)) }, (_, index) => {
    const place = index * (1 + by);
    const [first, share] = [Math.floor(place), place % 1];
    return (samples[first] ?? 0) * (1 - share) + (samples[first + 1] ?? 0) * share;
  });

describe("what was heard of a piece", () => {
  it.each<[string, Samples, number]>([
    ["all of it, where it stands", joined(quiet(1.234), piece, quiet(1)), 0.999],
    ["all of it, half as loud", joined(quiet(0.5), piece).map((sample) => sample / 2), 0.999],
    [
      "with two packets missing",
      joined(quiet(1), piece.subarray(0, middle), piece.subarray(middle + 320)),
      0.9,
    ],
    ["by another clock, 20 millionths faster", faster(joined(quiet(1), piece, quiet(1)), 20e-6), 0.95],
    ["after another prompt", joined(quiet(1), prompt("acknowledged"), piece, prompt("general")), 0.999],
  ])("is %s", (_, recording, least) => {
    expect(correlate(recording, piece).correlation).toBeGreaterThan(least);
  });

  it("begins where it begins", () => {
    expect(correlate(joined(quiet(2), piece, quiet(1)), piece).at).toBe(16_000);
    expect(correlate(joined(prompt("acknowledged"), piece), piece).at).toBe(prompt("acknowledged").length);
  });

  it.each<[string, Samples]>([
    ["another prompt", joined(quiet(1), prompt("help"), prompt("acknowledged"))],
    ["the same backwards", piece.toReversed()],
    ["half of it", joined(piece.subarray(0, middle), quiet(4))],
    ["silence", quiet(10)],
    ["nothing", quiet(0)],
  ])("is not %s", (_, recording) => {
    expect(correlate(recording, piece).correlation).toBeLessThan(0.8);
  });
});
