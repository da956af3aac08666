import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkNumber } from "./check-number.ts";
import { dialString, NUMBER_FORMATS } from "./dial-string.ts";
import { MOBILE_OF_EVERY_COUNTRY } from "./testing/every-country.ts";

describe("the number as a trunk wants it", () => {
  it("is + and the full number, or the same digits and nothing else", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...MOBILE_OF_EVERY_COUNTRY),
        fc.constantFrom(...NUMBER_FORMATS),
        (number, format) => {
          const checked = checkNumber(number, { fictionAllowed: true });
          if (!checked.ok) return;
          const dialled = dialString(checked.e164, format);
          expect(dialled).toMatch(format === "e164" ? /^\+[1-9]\d{6,14}$/ : /^[1-9]\d{6,14}$/);
          expect(`+${dialled.replace("+", "")}`).toBe(checked.e164);
        },
      ),
    );
  });
});
