import { describe, expect, it } from "vitest";
import { coverage } from "./coverage.ts";
import { onCallAt } from "./on-call.ts";
import { resolveShifts } from "./resolve-shifts.ts";
import type { Override, Schedule } from "./schedule.ts";
import { exampleLayer, exampleSchedule } from "./testing/examples.ts";
import { HOUR_MS } from "./wall.ts";

const at = (iso: string): number => Date.parse(iso);
const base = exampleLayer({ entries: [["ada"]] });
const top = exampleLayer({ id: "top", name: "Office hours", entries: [["ben", "cleo"]] });
const office = [
  { days: ["mon", "tue", "wed", "thu", "fri"] as const, fromMs: 9 * HOUR_MS, toMs: 17 * HOUR_MS },
];
const layered = exampleSchedule([base, { ...top, restrictions: office }]);
const override = (type: Override["type"], members: string[], id = "ovr_1"): Override => ({
  id,
  type,
  members,
  start: at("2026-06-01T10:00Z"),
  end: at("2026-06-01T12:00Z"),
});
const withOverrides = (...overrides: Override[]): Schedule => ({ ...layered, overrides });

describe("who is on call", () => {
  it.each<[string, Schedule, string, string[], string | null]>([
    ["the higher layer, where it has somebody", layered, "2026-06-01T10:00Z", ["ben", "cleo"], "top"],
    ["the layer below, where it has nobody", layered, "2026-06-01T14:00Z", ["ada"], "base"],
    ["nobody before the first turn", layered, "2026-01-05T06:59Z", [], null],
    ["nobody without a layer", exampleSchedule([]), "2026-06-01T10:00Z", [], null],
    ["who replaces them", withOverrides(override("replace", ["dan"])), "2026-06-01T10:00Z", ["dan"], null],
    [
      "nobody else once an override has ended",
      withOverrides(override("replace", ["dan"])),
      "2026-06-01T12:00Z",
      ["ben", "cleo"],
      "top",
    ],
    [
      "who was added as well",
      withOverrides(override("add", ["dan"])),
      "2026-06-01T11:59Z",
      ["ben", "cleo", "dan"],
      "top",
    ],
    [
      "who is left of a turn",
      withOverrides(override("remove", ["ben"])),
      "2026-06-01T10:00Z",
      ["cleo"],
      "top",
    ],
    [
      "the layer below, when a whole turn is away",
      withOverrides(override("remove", ["ben", "cleo"])),
      "2026-06-01T10:00Z",
      ["ada"],
      "base",
    ],
    [
      "whom the later override says: added again after being removed",
      withOverrides(override("remove", ["ben"]), override("add", ["ben"], "ovr_2")),
      "2026-06-01T10:00Z",
      ["ben", "cleo"],
      "top",
    ],
    [
      "whom the later override says: a replacement forgets what came before",
      withOverrides(override("add", ["eva"]), override("replace", ["dan"], "ovr_2")),
      "2026-06-01T10:00Z",
      ["dan"],
      null,
    ],
    [
      "nobody, when who replaces is removed",
      withOverrides(override("replace", ["dan"]), override("remove", ["dan"], "ovr_2")),
      "2026-06-01T10:00Z",
      [],
      null,
    ],
  ])("%s", (_what, schedule, moment, members, layerId) => {
    const found = onCallAt(schedule, at(moment));
    expect([found.members.toSorted(), found.why.layerId]).toEqual([members.toSorted(), layerId]);
  });
});

describe("shifts", () => {
  it("say why, follow one another and cover all of the time", () => {
    const schedule = withOverrides(override("replace", ["dan"]));
    const shifts = resolveShifts(schedule, at("2026-06-01T00:00Z"), at("2026-06-02T00:00Z"));
    expect(shifts.map(({ members, why }) => [...members, why.layerId, ...why.overrideIds].join(" "))).toEqual(
      ["ada base", "ben cleo top", "dan  ovr_1", "ben cleo top", "ada base"],
    );
    expect(shifts.map(({ start }) => start).slice(1)).toEqual(shifts.map(({ end }) => end).slice(0, -1));
    expect([shifts[0]?.start, shifts.at(-1)?.end]).toEqual([
      at("2026-06-01T00:00Z"),
      at("2026-06-02T00:00Z"),
    ]);
  });

  it("are none of a time that is no time", () => {
    expect(resolveShifts(layered, 1000, 1000)).toEqual([]);
  });
});

describe("coverage", () => {
  it("counts elapsed hours and local nights, and names gaps", () => {
    const nights = exampleLayer({
      entries: [["ada"], ["ben"]],
      restrictions: [{ days: ["sat", "sun"], fromMs: 20 * HOUR_MS, toMs: 8 * HOUR_MS }],
      startsOn: "2026-10-24",
    });
    // The clock goes back in the first night, and Ben takes over on Sunday at 09:00.
    const found = coverage(exampleSchedule([nights]), at("2026-10-24T12:00Z"), at("2026-10-26T12:00Z"));
    expect(found.people).toEqual([
      { memberId: "ada", hours: 13, nights: 1, nightHours: 9 },
      { memberId: "ben", hours: 12, nights: 1, nightHours: 8 },
    ]);
    expect(found.gaps.map(({ start, end }) => (end - start) / HOUR_MS)).toEqual([5, 12, 6]);
  });

  it("adds up: everybody's hours and the gaps are the whole time, when one is on call at a time", () => {
    const [from, to] = [at("2026-01-01T00:00Z"), at("2027-01-01T00:00Z")];
    const { people, gaps } = coverage(exampleSchedule(), from, to);
    const hours = people.reduce((sum, person) => sum + person.hours, 0);
    expect(hours * HOUR_MS + gaps.reduce((sum, gap) => sum + gap.end - gap.start, 0)).toBe(to - from);
    expect(people.map(({ nights }) => nights).toSorted((one, other) => one - other)).toEqual([180, 181]);
  });
});
