import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import espeak from "@echogarden/espeak-ng-emscripten";
import { beforeAll, describe, expect, it } from "vitest";
import { addStress } from "./add-stress.ts";
import { UKRAINIAN_STRESS } from "./ukrainian-stress.ts";

const WORDS = UKRAINIAN_STRESS.trim().split(/\s+/);
/** eSpeak takes 10 ms for a word. */
const SOME = WORDS.filter((_, index) => index % 9 === 0);
const DICTIONARY = "/usr/share/espeak-ng-data/uk_dict";
const PACKAGE = dirname(
  createRequire(import.meta.url).resolve("@echogarden/espeak-ng-emscripten/package.json"),
);

/** On which syllable eSpeak puts the stress, read off its phonemes (IPA). */
function stressedSyllable(ipa: string): number {
  const before = ipa.slice(0, ipa.indexOf("ˈ"));
  return (before.match(/[aeiouɪɛɔ]/g) ?? []).length + 1;
}

function meant(word: string): number {
  const vowels = word.match(/[аеиіоуюяєї]/giu) ?? [];
  return vowels.findIndex((vowel) => vowel !== vowel.toLowerCase()) + 1;
}

describe("the stress of Ukrainian words", () => {
  let rightBefore: number;
  let say: (words: string) => string;

  beforeAll(async () => {
    const { buffer } = new Uint8Array(readFileSync(join(PACKAGE, "espeak-ng.data")));
    const open = async (change: (dictionary: Uint8Array) => Uint8Array) => {
      const program = await espeak({
        getPreloadedPackage: () => buffer,
        print: () => {},
        printErr: () => {},
      });
      program.FS.writeFile(DICTIONARY, change(program.FS.readFile(DICTIONARY)));
      const worker = new program.eSpeakNGWorker();
      expect(worker.set_voice("", "uk", 0, 0, 0)).toBe(0);
      return (words: string) => worker.synthesize_ipa(words).ipa.replaceAll("_", "");
    };
    const untouched = await open((dictionary) => dictionary);
    rightBefore = SOME.filter(
      (word) => stressedSyllable(untouched(word.toLowerCase())) === meant(word),
    ).length;
    say = await open((dictionary) => addStress(dictionary, WORDS));
  }, 60_000);

  it("is where people put it", () => {
    const wrong = SOME.filter((word) => stressedSyllable(say(word.toLowerCase())) !== meant(word));
    expect(wrong.length).toBeLessThanOrEqual(1);
    expect(WORDS.length).toBeGreaterThan(750);
    // Two thirds were right by guessing.
    expect(rightBefore / SOME.length).toBeLessThan(0.8);
  });

  it("is said in sentences, and after an apostrophe of either kind", () => {
    expect(say("Основна база недоступна.")).toMatch(/osnoβnˈa bˈaza nɛdost̪ˈupna/);
    expect(say("п'ятнадцять")).toBe(say("пʼятнадцять"));
  });

  it("leaves the words that eSpeak knew as they were", () => {
    expect(say("четвер")).toMatch(/vˈɛr|βˈɛr/);
  });

  it("refuses a word that does not say its stress, and what is no dictionary", () => {
    const dictionary = new Uint8Array(8 + 1024);
    new DataView(dictionary.buffer).setUint32(0, 1024, true);
    new DataView(dictionary.buffer).setUint32(4, 8 + 1024, true);
    expect(addStress(dictionary, ["бАза"]).length).toBe(dictionary.length + 3 + 3);
    expect(() => addStress(dictionary, ["база"])).toThrow(/stress/);
    expect(() => addStress(dictionary, ["бАзА"])).toThrow(/stress/);
    expect(() => addStress(new Uint8Array(64), ["бАза"])).toThrow(/another form/);
  });
});
