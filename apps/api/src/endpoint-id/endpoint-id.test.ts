import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mintEndpointId } from "./mint.ts";
import { readEndpointId } from "./read.ts";

const KEYS = JSON.stringify({ 0: "11".repeat(32), 1: "22".repeat(32), 3: "33".repeat(32) });
const RANDOM = Uint8Array.of(0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef);

const input = fc.record({
  organizationNumber: fc.integer({ min: 1, max: 0xffff_ffff }),
  shard: fc.integer({ min: 0, max: 63 }),
  keyId: fc.constantFrom(0, 1, 3),
  random: fc.uint8Array({ minLength: 8, maxLength: 8 }),
});

function flipBit(uuid: string, bit: number): string {
  const hex = uuid.replaceAll("-", "");
  const nibble = Number.parseInt(hex.charAt(bit >> 2), 16) ^ (8 >> (bit & 3));
  return hex.slice(0, bit >> 2) + nibble.toString(16) + hex.slice((bit >> 2) + 1);
}

describe("endpoint ids", () => {
  it("are UUIDv8 with the fields where the layout says", async () => {
    const uuid = await mintEndpointId(KEYS, {
      organizationNumber: 0x8000_0001,
      shard: 33,
      keyId: 1,
      random: RANDOM,
    });
    expect(uuid).toMatch(/^01234567-89ab-8cde-[0-9a-f]{4}-[0-9a-f]{12}$/);
    const tail = BigInt(`0x${uuid.slice(19).replace("-", "")}`);
    expect(tail >> 62n).toBe(0b10n);
    expect((tail >> 58n) & 0xfn).toBe(0xfn);
    expect((tail >> 26n) & 0xffff_ffffn).toBe(0x8000_0001n);
    expect((tail >> 20n) & 0x3fn).toBe(33n);
    expect((tail >> 18n) & 0b11n).toBe(1n);
  });

  it("come back as they were minted, in every spelling", async () => {
    await fc.assert(
      fc.asyncProperty(input, async (fields) => {
        const uuid = await mintEndpointId(KEYS, fields);
        const expected = { uuid, organizationNumber: fields.organizationNumber, shard: fields.shard };
        expect(await readEndpointId(KEYS, uuid)).toEqual(expected);
        expect(await readEndpointId(KEYS, uuid.toUpperCase())).toEqual(expected);
        expect(await readEndpointId(KEYS, uuid.replaceAll("-", ""))).toEqual(expected);
      }),
    );
  });

  it("are refused with any single bit flipped, but for the one in 2^18 that a check of 18 bits lets through", async () => {
    let tried = 0;
    let passed = 0;
    await fc.assert(
      fc.asyncProperty(input, async (fields) => {
        const uuid = await mintEndpointId(KEYS, fields);
        const answers = await Promise.all(
          Array.from({ length: 128 }, (_, bit) => readEndpointId(KEYS, flipBit(uuid, bit))),
        );
        tried += answers.length;
        passed += answers.filter((answer) => answer !== null).length;
        // The version, the variant and the check bits themselves admit no luck at all.
        for (const bit of [48, 49, 50, 51, 64, 65, ...Array.from({ length: 18 }, (_, n) => 110 + n)])
          expect(answers[bit]).toBeNull();
      }),
      { numRuns: 150 },
    );
    expect(tried).toBe(150 * 128);
    expect(passed).toBeLessThanOrEqual(3);
  });

  it("let a random forgery through about once in 2^18", async () => {
    const real = await mintEndpointId(KEYS, { organizationNumber: 7, shard: 0, keyId: 0, random: RANDOM });
    const forged = Array.from(
      { length: 20_000 },
      (_, n) => real.slice(0, 28) + (n * 7919).toString(16).padStart(8, "0"),
    );
    const answers = await Promise.all(forged.map((text) => readEndpointId(KEYS, text)));
    expect(answers.filter((answer) => answer !== null && answer.uuid !== real).length).toBeLessThanOrEqual(3);
  });

  it.each([
    "",
    "0123",
    "not-a-uuid",
    "01234567-89ab-4cde-b800-000084212345",
    "01234567-89ab-8cde-0000-000084212345",
    "zz".repeat(16),
    "0".repeat(33),
  ])("refuses %j", async (text) => {
    expect(await readEndpointId(KEYS, text)).toBeNull();
  });

  it("are refused by another installation's keys, and by a key that is gone", async () => {
    const uuid = await mintEndpointId(KEYS, { organizationNumber: 7, shard: 0, keyId: 1, random: RANDOM });
    expect(await readEndpointId(JSON.stringify({ 0: "44".repeat(32), 1: "55".repeat(32) }), uuid)).toBeNull();
    expect(await readEndpointId(JSON.stringify({ 0: "11".repeat(32) }), uuid)).toBeNull();
  });

  it("are not minted from fields that do not fit", async () => {
    const good = { organizationNumber: 1, shard: 0, keyId: 0, random: RANDOM };
    await expect(mintEndpointId(KEYS, { ...good, organizationNumber: 2 ** 32 })).rejects.toThrow(RangeError);
    await expect(mintEndpointId(KEYS, { ...good, shard: 64 })).rejects.toThrow(RangeError);
    await expect(mintEndpointId(KEYS, { ...good, random: new Uint8Array(7) })).rejects.toThrow(RangeError);
    await expect(mintEndpointId(KEYS, { ...good, keyId: 2 })).rejects.toThrow("no key 2");
  });
});
