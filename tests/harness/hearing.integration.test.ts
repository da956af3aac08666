import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readMuLaw, shareHeard, type Samples } from "./hearing.ts";
import { PROMPTS } from "./installation.ts";

const FOLDER = join(PROMPTS, "en");
const prompts = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".ulaw"))
  .map((name) => ({ name, samples: readMuLaw(join(FOLDER, name)) }));
const acknowledged = readMuLaw(join(FOLDER, "acknowledged.ulaw"));

const joined = (...parts: Samples[]): Samples => Float32Array.from(parts.flatMap((part) => [...part]));

describe("what was heard of a prompt", () => {
  it("is all of it wherever it stands, with gaps of silence between its packets", () => {
    expect(shareHeard(joined(new Float32Array(12_345), acknowledged), acknowledged)).toBe(1);
    const middle = Math.floor(acknowledged.length / 320) * 160;
    const torn = joined(
      acknowledged.subarray(0, middle),
      new Float32Array(777),
      acknowledged.subarray(middle),
    );
    expect(shareHeard(torn, acknowledged)).toBe(1);
  });

  it("is what arrived: half of it when the second half is missing, and nothing in silence", () => {
    const half = shareHeard(acknowledged.subarray(0, acknowledged.length / 2), acknowledged);
    expect(half).toBeGreaterThan(0.3);
    expect(half).toBeLessThan(0.7);
    expect(shareHeard(new Float32Array(80_000), acknowledged)).toBe(0);
    expect(shareHeard(acknowledged.toReversed(), acknowledged)).toBeLessThan(0.05);
  });

  it("is nothing when another prompt was played", () => {
    expect(prompts.length).toBeGreaterThan(10);
    for (const { name, samples } of prompts)
      if (name !== "acknowledged.ulaw")
        expect(shareHeard(samples, acknowledged), `acknowledged in ${name}`).toBeLessThan(0.5);
  });
});
