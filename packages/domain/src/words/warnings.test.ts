import { describe, expect, it } from "vitest";
import { SPOKEN_LANGUAGES } from "./languages.ts";
import { warningsOf } from "./warnings.ts";

const codes = (text: string, language = "en", maxCharacters?: number) =>
  warningsOf(text, { language, ...(maxCharacters !== undefined && { maxCharacters }) }).map(
    ({ code }) => code,
  );

describe("warnings about a text", () => {
  it.each([
    ["Database primary is down on db-1", []],
    ["", ["unspeakable"]],
    ["🔥🔥🔥", ["unspeakable"]],
    ["{{ $labels.instance }}", ["unspeakable", "markup_removed"]],
    ["Press 9 to stop these calls", ["unspeakable", "instruction_removed"]],
    ["Натисніть 9, щоб припинити. Disk is full", ["instruction_removed"]],
    ["<play file='x'/> Disk is full", ["markup_removed"]],
    ["*Disk* is `full`", []],
    ["Disk is full, call +33 1 99 00 12 34", ["phone_removed"]],
    ["Disk is full, password=hunter2secret", ["secret_hidden"]],
    ["See https://grafana.example/d/1?token=abc", []],
    ["Nobody answers any of the telephones. ".repeat(20), []],
    [Array.from({ length: 30 }, (_, n) => `rack ${n} is on fire`).join(", "), ["too_long"]],
    ["XQZT is full", ["spelled_words"]],
  ])("%j: %j", (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it("names the words that are spelled, once each", () => {
    const [warning] = warningsOf("XQZT of brwr, XQZT again, CPU", { language: "en" });
    expect(warning?.words).toEqual(["XQZT", "brwr"]);
    expect(warning?.message).toContain("XQZT, brwr");
  });

  it("knows an organization's own pronunciations", () => {
    const pronunciations = new Map([["xqzt", "the big database"]]);
    expect(warningsOf("XQZT is full", { language: "en", pronunciations })).toEqual([]);
  });

  it.each(SPOKEN_LANGUAGES)("measures the words of %s, not the text", (language) => {
    const text = "Disk is full on every single one of the machines in the rack. ";
    expect(codes(text, language, 30)).toEqual(["too_long"]);
  });
});
