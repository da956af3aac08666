import type { TimelineEntry } from "@callping/domain/alerts/timeline";
import * as v from "valibot";
import { describe, expect, expectTypeOf, it } from "vitest";
import { TimelineEntrySchema } from "./timeline.ts";

const base = { seq: 3, at: "2026-01-31T08:15:30.123Z", actor: { type: "system" } } as const;

describe("TimelineEntrySchema", () => {
  it("knows exactly the kinds that the domain writes", () => {
    expectTypeOf<v.InferOutput<typeof TimelineEntrySchema>["kind"]>().toEqualTypeOf<TimelineEntry["kind"]>();
    expectTypeOf<TimelineEntry>().toExtend<v.InferInput<typeof TimelineEntrySchema>>();
  });

  it("accepts an entry as the domain writes it", () => {
    const entry: TimelineEntry = { ...base, kind: "plan_started", data: { pass: 1, passes: 4 } };
    expect(v.parse(TimelineEntrySchema, entry)).toEqual(entry);
  });

  it.each([
    ["an unknown kind", { ...base, kind: "rang", data: {} }],
    ["another kind's data", { ...base, kind: "plan_started", data: { pass: 1 } }],
    [
      "a time without milliseconds",
      { ...base, at: "2026-01-31T08:15:30Z", kind: "plan_started", data: { pass: 1, passes: 4 } },
    ],
    [
      "an extra field",
      { ...base, kind: "plan_started", data: { pass: 1, passes: 4, number: "+33199000001" } },
    ],
  ])("refuses %s", (_, entry) => {
    expect(v.safeParse(TimelineEntrySchema, entry).success).toBe(false);
  });
});
