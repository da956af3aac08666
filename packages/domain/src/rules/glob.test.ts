import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FieldValue } from "./field-value.ts";
import { Fingerprint } from "./fingerprint.ts";
import { compileGlob } from "./glob.ts";

const characters = fc.constantFrom("a", "b", "c", ".");
const pattern = fc.string({ unit: fc.oneof(characters, fc.constantFrom("*", "?")), maxLength: 12 });
const subject = fc.string({ unit: characters, maxLength: 30 });

describe("a glob", () => {
  it("matches what the same regular expression matches", () => {
    const property = fc.property(pattern, subject, (glob, text) => {
      const source = glob.replaceAll(".", "\\.").replaceAll("*", ".*").replaceAll("?", ".");
      expect(compileGlob(glob)(new FieldValue(text))).toBe(new RegExp(`^${source}$`, "s").test(text));
    });
    fc.assert(property, { numRuns: 20_000 });
  });

  it("sees the end of a long text", () => {
    const log = new FieldValue(`${"line of a log ".repeat(5000)}out of memory`);
    for (const glob of ["*memory", "line*out of memory", "*log out*", "*l?g ?ut of*"])
      expect([glob, compileGlob(glob)(log)]).toEqual([glob, true]);
    for (const glob of ["*disk", "*memory*disk*", "*out of*out of*"])
      expect([glob, compileGlob(glob)(log)]).toEqual([glob, false]);
  });
});

describe("a fingerprint", () => {
  it("denies no part that a text holds", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (before, part, after) => {
        expect(new Fingerprint(before + part + after).mayHold(part)).toBe(true);
      }),
    );
  });

  it("denies what is plainly not there", () => {
    expect(new Fingerprint("line of a log ".repeat(500)).mayHold("database is on fire")).toBe(false);
  });
});
