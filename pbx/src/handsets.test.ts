import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderCarrierDialplan } from "./config/carrier/dialplan.ts";
import { handsetTable } from "./handset-table.ts";
import { HANDSET_INSTANCES, HANDSETS, handsetNumber, handsetOf } from "./handsets.ts";

describe("handset numbers", () => {
  it.each([
    ["listens", 0, "FR", "+33199001000"],
    ["presses-1-after-3s", 7, "FR", "+33199001107"],
    ["busy", 99, "FR", "+33199003099"],
    ["busy", 9, "GB", "+442079460309"],
    ["softphone", 4, "FR", "+33199009004"],
  ] as const)("%s %i in %s is %s", (behaviour, instance, country, number) => {
    expect(handsetNumber(behaviour, instance, country)).toBe(number);
  });

  it("belong to their behaviour and to the ranges reserved for fiction", () => {
    const handset = fc.record({
      row: fc.constantFrom(...HANDSETS),
      instance: fc.nat(9),
      country: fc.constantFrom("FR" as const, "GB" as const),
    });
    fc.assert(
      fc.property(handset, ({ row, instance, country }) => {
        const number = handsetNumber(row.behaviour, instance, country);
        expect(handsetOf(number)).toBe(row);
        expect(number).toMatch(/^(\+3319900\d{4}|\+442079460\d{3})$/);
      }),
    );
  });

  it.each([
    ["busy", HANDSET_INSTANCES.GB, "GB"],
    ["busy", HANDSET_INSTANCES.FR, "FR"],
    ["softphone", 10, "FR"],
    ["busy", -1, "FR"],
    ["busy", 0.5, "FR"],
  ] as const)("%s has no instance %d in %s", (behaviour, instance, country) => {
    expect(() => handsetNumber(behaviour, instance, country)).toThrow(RangeError);
  });

  it("no two behaviours share a code or a name", () => {
    expect(new Set(HANDSETS.map((row) => row.code)).size).toBe(HANDSETS.length);
    expect(new Set(HANDSETS.map((row) => row.behaviour)).size).toBe(HANDSETS.length);
  });

  it.each([
    "+33199009900",
    "+33199011000",
    "+380441234567",
    "33199001000",
    "+442079461000",
    "+33199001000;x",
  ])("%s is no handset", (number) => {
    expect(handsetOf(number)).toBeUndefined();
  });
});

describe("the carrier's dialplan", () => {
  it.each(HANDSETS.map((row) => row.behaviour))("has steps for %s", (behaviour) => {
    const text = renderCarrierDialplan({ controlled: false });
    expect(text).toContain(`Goto(handset-${behaviour},s,1)`);
    expect(text).toMatch(new RegExp(`\\[handset-${behaviour}\\]\nexten => s,1,`));
  });

  it("puts a call to the controller only when there is one", () => {
    expect(renderCarrierDialplan({ controlled: false })).not.toContain("Stasis(");
    expect(renderCarrierDialplan({ controlled: true })).toContain(
      "Stasis(handsets,${NUMBER},${LINE},${PJSIP_HEADER(read,X-CallPing-Id)})",
    );
  });
});

it("the documentation shows every handset as it is", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/handsets.md"), "utf8");
  expect(page).toContain(handsetTable());
});
