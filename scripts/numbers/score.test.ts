import { checkNumber } from "@callping/domain/numbers/check-number";
import { NO_OPERATOR_LISTS } from "@callping/domain/numbers/policy";
import { describe, expect, it } from "vitest";
import { judgeSamples } from "./judge-samples.ts";
import { readEntries } from "./read-entries.ts";
import { drawSamples } from "./samples.ts";
import { scoreOf } from "./score-of.ts";

describe("the score of a corpus", () => {
  const corpus = JSON.stringify([
    { e164: "+380501234567", kind: "ok_mobile", expect: "allow" },
    { e164: "+33891234567", kind: "premium", expect: "block" },
    { e164: "+33170189900", kind: "premium", expect: "refuse" },
    { e164: "+18002345678", kind: "ok_fixed", expect: "allow" },
  ]);
  const entries = readEntries([corpus]);

  it("counts by kind, and names every miss with what was said", () => {
    expect(entries.ok).toBe(true);
    if (!entries.ok) return;
    const score = scoreOf(entries.entries, (number) =>
      checkNumber(number, { ...NO_OPERATOR_LISTS, fictionAllowed: false }),
    );
    expect(score).toEqual({
      kinds: {
        ok_fixed: { total: 1, allowed: 0, refused: 1, wrong: 1 },
        ok_mobile: { total: 1, allowed: 1, refused: 0, wrong: 0 },
        premium: { total: 2, allowed: 1, refused: 1, wrong: 1 },
      },
      misses: [
        "+18002345678 (ok_fixed): allow expected, refused as toll_free",
        "+33170189900 (premium): refuse expected, allowed as FR FIXED_LINE A",
      ],
      dangerousAllowed: 1,
      goodRefused: 1,
    });
  });

  it.each(["{}", '[{"e164":"+1"}]', '[{"expect":"allow"}]'])("%s is no corpus", (text) => {
    expect(readEntries([text]).ok).toBe(false);
  });
});

describe("random numbers of every region and type", () => {
  const samples = drawSamples(10, 7);
  const judged = judgeSamples(samples);

  it("are of nearly every country, by the library's own patterns", () => {
    expect(new Set(samples.map(({ region }) => region)).size).toBeGreaterThan(250);
    expect(judged.types["MOBILE"]?.numbers).toBeGreaterThan(2000);
  });

  it("none that is dangerous may be called: premium, toll-free, shared-cost, personal, satellite", () => {
    expect(judged.dangerous).toEqual([]);
    for (const type of ["PREMIUM_RATE", "TOLL_FREE", "SHARED_COST", "PERSONAL_NUMBER", "SATELLITE"])
      expect(judged.types[type]).toMatchObject({ allowed: 0 });
  });

  it("people's own are, but for few whose causes are known", () => {
    expect(judged.ordinaryRefused / judged.ordinary).toBeLessThan(0.015);
    const known = [
      "denied_prefix",
      "invalid_number",
      "invalid_syntax",
      "region_never_called",
      "service_number",
    ];
    expect(known).toEqual(expect.arrayContaining(Object.keys(judged.causes)));
  });
});
