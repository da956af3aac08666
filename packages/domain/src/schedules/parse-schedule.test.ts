import { describe, expect, it } from "vitest";
import { parseOverride } from "./parse-override.ts";
import { parseSchedule } from "./parse-schedule.ts";
import { randomSchedule } from "./testing/random-schedule.ts";
import { Random } from "./testing/random.ts";
import { writeSchedule } from "./write-schedule.ts";

const LAYER = {
  id: "base",
  name: "Base",
  entries: [["mem_a"], ["mem_b", "con_c"]],
  rotation: { unit: "weekly" },
  hand_over_time: "09:00",
  starts_on: "2026-01-05",
};
const OVERRIDE = {
  id: "ovr_1",
  type: "replace",
  start: "2026-06-01T10:00:00+03:00",
  end: "2026-06-01T12:00Z",
  members: ["mem_a"],
};
const schedule = (layer: object = {}, more: object = {}): object => ({
  id: "sch_1",
  name: "Primary",
  time_zone: "Europe/Kyiv",
  layers: [{ ...LAYER, ...layer }],
  overrides: [OVERRIDE],
  ...more,
});
const restricted = (restriction: object): object =>
  schedule({ restrictions: [{ days: ["mon"], from: "22:00", to: "06:00", ...restriction }] });

describe("a schedule", () => {
  it("is read with its defaults", () => {
    const parsed = parseSchedule(restricted({ to: "24:00" }));
    expect(parsed.ok && parsed.value.layers[0]).toMatchObject({
      rotation: { unit: "weekly", every: 1 },
      handOverTimeMs: 32_400_000,
      endsOn: null,
      restrictions: [{ days: ["mon"], fromMs: 79_200_000, toMs: 0 }],
    });
    expect(parsed.ok && parsed.value.overrides[0]?.start).toBe(Date.UTC(2026, 5, 1, 7));
  });

  it("comes back as it was written, whatever is in it", () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const made = randomSchedule(new Random(seed), "Europe/Kyiv", Date.UTC(2026, 0), Date.UTC(2028, 0));
      const parsed = parseSchedule(JSON.parse(JSON.stringify(writeSchedule(made))));
      expect(parsed.ok ? parsed.value : parsed.error.problems).toEqual(made);
    }
  });

  it.each<[string, unknown, string]>([
    ["no object", [], "schedule"],
    ["an unknown field", schedule({}, { timezone: "UTC" }), "schedule.timezone"],
    ["no name", schedule({}, { name: " " }), "name"],
    ["no zone", schedule({}, { time_zone: undefined }), "time_zone"],
    ["a zone that does not exist", schedule({}, { time_zone: "Mars/Olympus" }), "time_zone"],
    ["an offset in place of a zone", schedule({}, { time_zone: "+02:00" }), "time_zone"],
    ["no layers", schedule({}, { layers: undefined }), "layers"],
    ["too many layers", schedule({}, { layers: Array.from({ length: 11 }, () => LAYER) }), "layers"],
    ["a layer that is none", schedule({}, { layers: ["base"] }), "layers[0]"],
    ["two layers of one id", schedule({}, { layers: [LAYER, LAYER] }), "layers[1].id"],
    ["an unknown field of a layer", schedule({ handOverTime: "09:00" }), "layers[0].handOverTime"],
    ["nobody to take turns", schedule({ entries: [] }), "layers[0].entries"],
    ["a turn of nobody", schedule({ entries: [["mem_a"], []] }), "layers[0].entries[1]"],
    ["somebody twice in a turn", schedule({ entries: [["mem_a", "mem_a"]] }), "layers[0].entries[0]"],
    ["no rotation", schedule({ rotation: undefined }), "layers[0].rotation.unit"],
    ["an unknown unit", schedule({ rotation: { unit: "monthly" } }), "layers[0].rotation.unit"],
    ["every 0 days", schedule({ rotation: { unit: "daily", every: 0 } }), "layers[0].rotation.every"],
    ["every 54 weeks", schedule({ rotation: { unit: "weekly", every: 54 } }), "layers[0].rotation.every"],
    ["no hand-overs", schedule({ rotation: { unit: "custom" } }), "layers[0].rotation.hand_overs"],
    [
      "a hand-over twice",
      schedule({
        rotation: {
          unit: "custom",
          hand_overs: [
            { day: "mon", time: "09:00" },
            { day: "mon", time: "09:00" },
          ],
        },
      }),
      "layers[0].rotation.hand_overs[1]",
    ],
    ["a time that is none", schedule({ hand_over_time: "24:00" }), "layers[0].hand_over_time"],
    ["a date that does not exist", schedule({ starts_on: "2026-02-29" }), "layers[0].starts_on"],
    ["a date of another age", schedule({ starts_on: "1999-12-31" }), "layers[0].starts_on"],
    ["an end before the start", schedule({ ends_on: "2026-01-05" }), "layers[0].ends_on"],
    ["a day that is none", restricted({ days: ["monday"] }), "layers[0].restrictions[0].days[0]"],
    ["no days", restricted({ days: [] }), "layers[0].restrictions[0].days"],
    ["a restriction without an end", restricted({ to: undefined }), "layers[0].restrictions[0].to"],
    ["overrides that are none", schedule({}, { overrides: "none" }), "overrides"],
    ["two overrides of one id", schedule({}, { overrides: [OVERRIDE, OVERRIDE] }), "overrides[1].id"],
  ])("is refused with %s", (_what, input, path) => {
    const parsed = parseSchedule(input);
    expect(parsed.ok ? [] : parsed.error.problems.map((problem) => problem.path)).toContain(path);
  });

  it("is refused with everything that is wrong at once", () => {
    const parsed = parseSchedule(schedule({ entries: [], hand_over_time: "9" }, { name: "", time_zone: 3 }));
    expect(parsed.ok ? 0 : parsed.error.problems.length).toBe(4);
  });
});

describe("an override", () => {
  it.each<[string, object, string]>([
    ["an unknown type", { type: "swap" }, "override.type"],
    ["a moment without a zone", { start: "2026-06-01T10:00:00" }, "override.start"],
    ["an end before its start", { end: "2026-06-01T06:00:00Z" }, "override.end"],
    ["more than a year", { end: "2027-06-03T06:00:00Z" }, "override.end"],
    ["nobody", { members: [] }, "override.members"],
    ["an unknown field", { until: "2026-06-01T10:00:00Z" }, "override.until"],
  ])("is refused with %s", (_what, more, path) => {
    const parsed = parseOverride({ ...OVERRIDE, ...more });
    expect(parsed.ok ? [] : parsed.error.problems.map((problem) => problem.path)).toContain(path);
  });
});
