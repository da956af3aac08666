import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toVCard } from "./to-vcard.ts";

const E164 = fc.stringMatching(/^\+[1-9][0-9]{6,14}$/);
const unfold = (card: string): string[] => card.replaceAll("\r\n ", "").trimEnd().split("\r\n");

describe("the card of who may call", () => {
  it("is one vCard 4.0 with each number once, in lines of 75 bytes at most", () => {
    fc.assert(
      fc.property(fc.uniqueArray(E164, { maxLength: 60 }), fc.string(), (numbers, uid) => {
        const card = toVCard(numbers, uid);
        for (const raw of card.split("\r\n")) expect(Buffer.byteLength(raw)).toBeLessThanOrEqual(75);
        expect(card.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
        const lines = unfold(card);
        expect(lines.slice(0, 2)).toEqual(["BEGIN:VCARD", "VERSION:4.0"]);
        expect(lines.at(-1)).toBe("END:VCARD");
        expect(lines.filter((one) => one.startsWith("TEL"))).toEqual(
          numbers.map((number) => `TEL;VALUE=uri;TYPE="voice,work":tel:${number}`),
        );
        expect(lines.filter((one) => one.startsWith("FN:"))).toEqual(["FN:CallPing"]);
      }),
    );
  });

  it("says how to let it through, with commas and line ends escaped", () => {
    const note = unfold(toVCard([], "u")).find((one) => one.startsWith("NOTE:"));
    expect(note).toMatch(/Emergency Bypass.*\\nAndroid.*Do Not Disturb/);
    expect(note).not.toMatch(/[^\\],/);
  });
});
