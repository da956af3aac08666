import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeMulaw } from "@callping/speech/audio/mulaw";
import { trim } from "@callping/speech/audio/silence";
import { describe, expect, it } from "vitest";
import { LANGUAGES, sentencesOf } from "./corpus.ts";
import { throughLine } from "./telephone-line.ts";
import { tellApart } from "./told-apart.ts";
import { wordErrors, wordsOf } from "./word-errors.ts";

const PROMPTS = join(import.meta.dirname, "../../pbx/prompts");

/** The beginnings of the longest recorded prompts of a language: each says something else. */
function prompts(language: string, most: number): Float32Array[] {
  const folder = join(PROMPTS, language);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ulaw"))
    .map((name) => trim(decodeMulaw(readFileSync(join(folder, name)))))
    .toSorted((a, b) => b.length - a.length)
    .slice(0, most)
    .map((samples) => samples.slice(0, 16_000));
}

describe("the corpus", () => {
  it("has thirty sentences in eight languages, none twice", () => {
    expect(LANGUAGES.map((language) => new Set(sentencesOf(language)).size)).toEqual(LANGUAGES.map(() => 30));
  });
});

describe("a telephone line", () => {
  const tone = Float32Array.from({ length: 80_000 }, (_, n) => 0.3 * Math.sin(n / 3));
  it("loses the same packets for the same seed, one in a hundred", () => {
    const lossless = throughLine(tone, 1, 0);
    // A lost packet differs in its middle, where the tone is not zero.
    const differing = (seed: number) => {
      const heard = throughLine(tone, seed);
      return Array.from({ length: 500 }, (_, packet) => packet * 160 + 80).filter(
        (at) => heard[at] !== lossless[at],
      );
    };
    expect(differing(7)).toEqual(differing(7));
    expect(differing(7)).not.toEqual(differing(8));
    const lost = Array.from({ length: 20 }, (_, seed) => differing(seed).length);
    expect(lost.reduce((sum, count) => sum + count, 0) / (20 * 500)).toBeCloseTo(0.01, 2);
  });

  it("fills a lost packet with the one before it, more quietly, and falls silent", () => {
    const heard = throughLine(tone, 1, 1);
    const loudest = (packet: number) => Math.max(...heard.subarray(packet * 160, packet * 160 + 160));
    expect([0, 1, 2, 3, 4].map((packet) => Math.round(loudest(packet) * 100) / 100)).toEqual([
      0.3, 0.15, 0.08, 0.04, 0,
    ]);
  });
});

describe("word errors", () => {
  it.each([
    ["the disk is full", "the disk is full", 0],
    ["the disk is full", "the desk is full", 1],
    ["the disk is full", "disk is full today", 2],
    ["the disk is full", "", 4],
    ["", "noise", 1],
  ])("%s / %s", (said, understood, errors) => {
    expect(wordErrors(wordsOf(said), wordsOf(understood))).toBe(errors);
  });
});

describe("sentences are told apart", () => {
  it("by how they sound, through the line", () => {
    const known = prompts("en", 10);
    const { right, margin } = tellApart(
      known.map((samples, index) => throughLine(samples, index)),
      known,
    );
    expect(right).toBe(1);
    expect(margin).toBeGreaterThan(2);
  });

  it("and are a guess when something else was said, or nothing came through", () => {
    const known = prompts("en", 10);
    const others = [...known.slice(1), ...known.slice(0, 1)];
    expect(tellApart(others, known).right).toBe(0);
    expect(
      tellApart(
        known.map(({ length }) => new Float32Array(length)),
        known,
      ).right,
    ).toBeLessThanOrEqual(0.2);
  });
});
