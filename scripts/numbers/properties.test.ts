import { checkNumber } from "@callping/domain/numbers/check-number";
import { checkTypedNumber } from "@callping/domain/numbers/check-typed";
import { NO_OPERATOR_LISTS } from "@callping/domain/numbers/policy";
import { DENY_PREFIXES, FULL_LENGTH_EMERGENCY } from "@callping/domain/numbers/tables/deny-prefixes";
import { RESERVED_CODES } from "@callping/domain/numbers/tables/reserved-codes";
import { SHORT_CODES, SHORT_NUMBERS } from "@callping/domain/numbers/tables/short-numbers";
import { tierOf } from "@callping/domain/numbers/tier";
import fc from "fast-check";
import { getCountries, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { describe, expect, it } from "vitest";
import { drawSamples } from "./samples.ts";

const OPEN = { ...NO_OPERATOR_LISTS, fictionAllowed: false };
const DRAWN = drawSamples(10, 11).flatMap(({ numbers }) => numbers);
/** Numbers of every region and type, any digits behind a plus, and anything at all. */
const anyNumber = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...DRAWN) },
  { weight: 2, arbitrary: fc.stringMatching(/^\+[1-9][0-9]{5,15}$/) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 80 }) },
  { weight: 1, arbitrary: fc.stringMatching(/^[+0-9 ().\-x;=\u0660-\u0669]{0,24}$/) },
);
/** Every emergency number and short code, as it stands behind its calling code. */
const LISTED = [SHORT_NUMBERS, SHORT_CODES].flatMap((table) =>
  Object.entries(table).flatMap(([code, list]) => list.split(" ").map((number) => ({ code, number }))),
);
const ON_A_LIST = new Set(LISTED.map(({ code, number }) => `+${code}${number}`));

describe("the safety net, whatever it is asked", () => {
  it("never throws; what it allows has the syntax, is valid, of an allowed type and tier, and on no list", () => {
    let allowed = 0;
    fc.assert(
      fc.property(anyNumber, (input) => {
        const verdict = checkNumber(input, OPEN);
        if (!verdict.ok) return;
        allowed += 1;
        const { e164, region, type, tier } = verdict;
        expect(e164).toMatch(/^\+[1-9][0-9]{6,14}$/);
        const read = parsePhoneNumberFromString(e164);
        expect([read?.isValid(), read?.country, read?.getType(), read?.number]).toEqual([
          true,
          region,
          type,
          e164,
        ]);
        expect(["FIXED_LINE", "MOBILE", "FIXED_LINE_OR_MOBILE", "VOIP"]).toContain(type);
        expect(tier).toBe(tierOf(region));
        expect(tier).not.toBe("X");
        expect(ON_A_LIST.has(e164) || FULL_LENGTH_EMERGENCY.has(e164)).toBe(false);
        expect(DENY_PREFIXES.some((prefix) => e164.startsWith(prefix))).toBe(false);
        expect([1, 2, 3].some((length) => RESERVED_CODES.has(e164.slice(1, 1 + length)))).toBe(false);
      }),
      { numRuns: 5000 },
    );
    expect(allowed).toBeGreaterThan(500);
  }, 30_000);

  it("never throws for a number as it is dialled in any region, and allows there what it allows in full", () => {
    fc.assert(
      fc.property(anyNumber, fc.constantFrom(...getCountries(), "XX", ""), (input, region) => {
        const verdict = checkTypedNumber(input, region, OPEN);
        if (verdict.ok) expect(checkNumber(verdict.e164, OPEN)).toEqual(verdict);
        if (input.startsWith("+")) expect(verdict).toEqual(checkNumber(input, OPEN));
      }),
      { numRuns: 3000 },
    );
  }, 30_000);

  it("what people write between digits never changes a verdict", () => {
    const noise = fc.array(fc.constantFrom("", "", " ", ".", "-", "(", ")", "\u00a0", "\u2011", "\t"), {
      minLength: 16,
      maxLength: 16,
    });
    fc.assert(
      fc.property(fc.constantFrom(...DRAWN), noise, (number, gaps) => {
        const noisy = number
          .split("")
          .map((digit, at) => digit + (gaps[at] ?? ""))
          .join("");
        expect(checkNumber(noisy, OPEN)).toEqual(checkNumber(number, OPEN));
      }),
      { numRuns: 3000 },
    );
  }, 30_000);

  it("digits of other scripts are refused, one of them is enough", () => {
    const scripts = fc.constantFrom(0x660, 0x6f0, 0x966, 0xff10, 0x1d7ce);
    fc.assert(
      fc.property(fc.constantFrom(...DRAWN), fc.nat(), scripts, (number, place, zero) => {
        const at = 1 + (place % (number.length - 1));
        const digit = String.fromCodePoint(zero + Number(number[at]));
        const mixed = number.slice(0, at) + digit + number.slice(at + 1);
        expect(checkNumber(mixed, OPEN)).toMatchObject({ error: { reason: "invalid_syntax" } });
      }),
    );
  });

  it("an emergency number is none that can be called, with and without zeros before it", () => {
    const wrong = LISTED.flatMap(({ code, number }) =>
      ["", "0", "00"].map((zeros) => `+${code}${zeros}${number}`),
    ).filter((number) => checkNumber(number, OPEN).ok);
    expect(wrong).toEqual([]);
    expect(LISTED.length).toBeGreaterThan(700);
  });

  it("ordinary numbers that begin like one are not refused for it: Paris 17, Delhi 112, Vienna 1", () => {
    for (const number of ["+33170189900", "+911123012345", "+4315331234"])
      expect(checkNumber(number, OPEN)).toMatchObject({ ok: true });
  });
});
