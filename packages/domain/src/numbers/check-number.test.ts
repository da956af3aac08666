import fc from "fast-check";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { describe, expect, it } from "vitest";
import { checkNumber } from "./check-number.ts";
import type { RefusalReason } from "./refusals.ts";
import { REFUSAL_MESSAGES } from "./refusals.ts";

/** The built-in lists alone: no operator has added anything, or taken away. */
const real = { fictionAllowed: false, regionsNeverCalled: [] };

describe("numbers that may be called", () => {
  it.each([
    ["+380501234567", "UA", "MOBILE"],
    ["+33 1 70 18 99 00", "FR", "FIXED_LINE"], // begins with 17, the French police
    ["+91 11 2301 2345", "IN", "FIXED_LINE"], // begins with 112
    ["+1 (212) 736-5000", "US", "FIXED_LINE_OR_MOBILE"],
    ["+14169671111", "CA", "FIXED_LINE_OR_MOBILE"],
    ["+442083661177", "GB", "FIXED_LINE"],
    ["+393123456789", "IT", "MOBILE"],
    ["+493012345678", "DE", "FIXED_LINE"],
  ])("%s is a %s %s", (input, region, type) => {
    expect(checkNumber(input, real)).toMatchObject({ ok: true, region, type, fiction: false });
  });
});

describe("numbers that are refused", () => {
  const cases: [string, RefusalReason][] = [
    ["0501234567", "invalid_syntax"],
    ["+38050123456x", "invalid_syntax"],
    ["+380501234567;ext=5", "invalid_syntax"],
    ["+380501234567 ext. 5", "invalid_syntax"],
    ["+٣٨٠٥٠١٢٣٤٥٦٧", "invalid_syntax"],
    ["+1911", "invalid_syntax"],
    ["", "invalid_syntax"],
    ["+49116117", "emergency_number"],
    ["+93020112", "emergency_number"],
    ["+9300020112", "emergency_number"],
    ["+41800117117", "emergency_number"],
    ["+16644912802", "emergency_number"],
    ["+49227700", "short_code"],
    ["+4900227700", "short_code"],
    ["+80012345678", "reserved_calling_code"],
    ["+881612345678", "reserved_calling_code"],
    ["+870773111632", "reserved_calling_code"],
    ["+9791234567890", "reserved_calling_code"],
    ["+2101234567", "reserved_calling_code"],
    ["+12129111234", "service_number"],
    ["+12125551234", "service_number"],
    ["+12129761234", "service_number"],
    ["+12125401234", "service_number"],
    ["+19002345678", "service_number"],
    ["+15002345678", "service_number"],
    ["+447012345678", "denied_prefix"],
    ["+79401234567", "denied_prefix"],
    ["+3805012345", "invalid_number"],
    ["+380050123456", "invalid_number"],
    ["+4402083661177", "not_canonical"],
    ["+8501921234567", "region_never_called"],
    ["+33891234567", "premium_rate"],
    ["+18002345678", "toll_free"],
    ["+48801234567", "shared_cost"],
  ];
  it.each(cases)("%s: %s", (input, reason) => {
    expect(checkNumber(input, real)).toEqual({
      ok: false,
      error: { reason, message: REFUSAL_MESSAGES[reason] },
    });
  });

  it("refuses what a trunk prefix would make of a good number", () => {
    expect(checkNumber("+44(0)2083661177", real).ok).toBe(false);
  });

  it("asks an operator's own list of a number that was checked before without it", () => {
    expect(checkNumber("+79161234567", real)).toMatchObject({ ok: true, region: "RU" });
    expect(checkNumber("+79161234567", { ...real, regionsNeverCalled: ["RU"] })).toMatchObject({ ok: false });
    expect(checkNumber("+79161234567", real)).toMatchObject({ ok: true });
  });

  it("refuses an operator's regions and prefixes", () => {
    expect(checkNumber("+79161234567", { ...real, regionsNeverCalled: ["RU"] })).toMatchObject({
      error: { reason: "region_never_called" },
    });
    expect(checkNumber("+380501234567", { ...real, denyPrefixes: ["+38050"] })).toMatchObject({
      error: { reason: "denied_prefix" },
    });
  });
});

describe("where nobody says what operators refuse", () => {
  it("the regions of a new installation are refused, not called", () => {
    for (const number of ["+79161234567", "+375291234567", "+8501921234567"])
      expect(checkNumber(number, { fictionAllowed: false })).toMatchObject({
        error: { reason: "region_never_called" },
      });
    expect(checkNumber("+380501234567", { fictionAllowed: false })).toMatchObject({ ok: true });
  });
});

describe("tiers are of the ISO region, never of the calling code", () => {
  it.each([
    ["+12127365000", "US", "A"],
    ["+17873456789", "PR", "B"],
    ["+18763456789", "JM", "C"],
    ["+79161234567", "RU", "C"],
    ["+77012345678", "KZ", "B"],
    ["+491701234567", "DE", "A"],
  ])("%s of %s is %s", (number, region, tier) => {
    expect(checkNumber(number, real)).toMatchObject({ ok: true, region, tier });
  });
  it("a browser phone is of the first", () => {
    expect(checkNumber("+999123456789012", { ...real, browserAllowed: true })).toMatchObject({ tier: "A" });
  });
});

describe("numbers reserved for fiction", () => {
  it.each([
    "+33199000112",
    "+33261911234",
    "+33536491234",
    "+442079460123",
    "+441134960123",
    "+441614960123",
    "+441914980123",
    "+442896496123",
    "+442920180123",
    "+12025550142",
  ])("%s rings on the local carrier only", (number) => {
    expect(checkNumber(number, real)).toMatchObject({ ok: false, error: { reason: "fiction_number" } });
    expect(checkNumber(number, { fictionAllowed: true })).toMatchObject({
      ok: true,
      e164: number,
      fiction: true,
    });
  });
  it("are refused like others by what operators refuse: the local carrier's handset that rang all the same", () => {
    const context = { fictionAllowed: true, denyPrefixes: ["+331990"] };
    expect(checkNumber("+33199000112", context)).toMatchObject({ error: { reason: "denied_prefix" } });
    expect(checkNumber("+33199000112", { fictionAllowed: true, regionsNeverCalled: ["FR"] })).toMatchObject({
      error: { reason: "region_never_called" },
    });
  });
  it("opens nothing else of the 555 exchange", () => {
    expect(checkNumber("+12025551234", { fictionAllowed: true })).toMatchObject({
      error: { reason: "service_number" },
    });
  });
});

describe("properties", () => {
  it("never throws, and an accepted number is canonical E.164", () => {
    const digits = fc.stringMatching(/^\+[1-9][0-9]{5,15}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), digits), fc.boolean(), (input, fictionAllowed) => {
        const verdict = checkNumber(input, { fictionAllowed });
        const e164 = verdict.ok ? verdict.e164 : "+380501234567";
        expect(e164).toMatch(/^\+[1-9][0-9]{6,14}$/);
        expect(parsePhoneNumberFromString(e164)?.isValid()).toBe(true);
      }),
      { numRuns: 2000 },
    );
  }, 30_000);

  it("formatting never changes a verdict", () => {
    const numbers = [
      "+380501234567",
      "+33170189900",
      "+12125551234",
      "+41800117117",
      "+33199000112",
      "+3805012345",
    ];
    const noise = fc.array(fc.constantFrom(" ", ".", "-", "(", ")", "\u00a0"), { maxLength: 2 });
    fc.assert(
      fc.property(
        fc.constantFrom(...numbers),
        fc.array(noise, { minLength: 16, maxLength: 16 }),
        (number, gaps) => {
          const noisy = number
            .split("")
            .map((digit, index) => digit + (gaps[index]?.join("") ?? ""))
            .join("");
          expect(checkNumber(noisy, real)).toEqual(checkNumber(number, real));
        },
      ),
    );
  });
});
