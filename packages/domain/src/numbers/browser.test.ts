import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { browserNumber, isBrowserNumber } from "./browser.ts";
import { checkNumber } from "./check-number.ts";
import { costClass } from "./cost-class.ts";
import { maskNumber } from "./mask.ts";
import { MOBILE_OF_EVERY_COUNTRY } from "./testing/every-country.ts";

const random = fc.uint8Array({ minLength: 8, maxLength: 8 });

describe("the number of a browser phone", () => {
  it("is refused wherever a browser is not asked for by name, fiction or not", () => {
    fc.assert(
      fc.property(random, fc.boolean(), (bytes, fictionAllowed) => {
        const number = browserNumber(bytes);
        expect(isBrowserNumber(number)).toBe(true);
        expect(checkNumber(number, { fictionAllowed })).toMatchObject({
          ok: false,
          error: { reason: "reserved_calling_code" },
        });
        const checked = checkNumber(number, { fictionAllowed, browserAllowed: true });
        expect(checked).toMatchObject({ ok: true, e164: number, fiction: false });
      }),
    );
  });

  it("is no telephone's, of no country, and costs nothing", () => {
    expect(MOBILE_OF_EVERY_COUNTRY.filter(isBrowserNumber)).toEqual([]);
    expect(costClass({ region: "ZZ", fiction: false }, "FR")).toBe("free");
    expect(maskNumber(browserNumber(new Uint8Array(8)))).toBe("+999••••••00");
  });

  it.each(["+99912345678901", "999123456789012", "+9991234567890123", "+99912345678901x", "+380501234567"])(
    "%s is none, and asking for browsers lets nothing else in",
    (input) => {
      expect(isBrowserNumber(input)).toBe(false);
      const plain = checkNumber(input, { fictionAllowed: false });
      expect(checkNumber(input, { fictionAllowed: false, browserAllowed: true })).toEqual(plain);
    },
  );
});
