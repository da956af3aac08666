import { describe, expect, it } from "vitest";
import { inForce, windowsOf } from "./in-force.ts";
import type { Maintenance } from "./maintenance.ts";
import { parseSchedule } from "./parse-schedule.ts";
import { parseQuietHours, quietUntil } from "./quiet-hours.ts";

const hour = (n: number): number => n * 3_600_000;
const once = (id: string, from: number, to: number): Maintenance => ({
  id,
  name: id,
  endpointId: null,
  projectId: null,
  schedule: { kind: "once", startsAt: hour(from), endsAt: hour(to) },
});

describe("maintenance in force", () => {
  const windows = [once("short", 1, 3), once("long", 2, 6)];
  it.each<[number, string | null, number | null]>([
    [0, null, 1],
    [1, "short", 2],
    [2, "long", 3],
    [3, "long", 6],
    [6, null, null],
  ])("at hour %i is %s until something changes at %s", (at, id, changes) => {
    const found = inForce(windows, "UTC", hour(at));
    expect(found.maintenance?.id ?? null).toBe(id);
    expect(found.windowsChangeAt).toBe(changes === null ? null : hour(changes));
  });

  it("is the endpoint's own, its project's and the organization's, and nobody else's", () => {
    const all = [
      { ...once("org", 0, 1) },
      { ...once("mine", 0, 1), endpointId: "end_1" },
      { ...once("other", 0, 1), endpointId: "end_2" },
      { ...once("project", 0, 1), projectId: "prj_1" },
      { ...once("other project", 0, 1), projectId: "prj_2" },
    ];
    const ids = windowsOf(all, { id: "end_1", projectId: "prj_1" }).map(({ id }) => id);
    expect(ids).toEqual(["org", "mine", "project"]);
    expect(windowsOf(all, { id: "end_9", projectId: null }).map(({ id }) => id)).toEqual(["org"]);
  });
});

describe("a schedule that somebody wrote", () => {
  const days = ["sat", "sun"];
  it.each<[unknown, string[]]>([
    [{ starts_at: "2026-11-22T20:00:00Z", ends_at: "2026-11-22T22:00+01:00" }, []],
    [{ weekly: [{ days, from: "22:00", to: "06:00" }], time_zone: "Europe/Kyiv" }, []],
    [{ weekly: [{ days }] }, []],
    [{}, ["starts_at"]],
    [{ starts_at: "2026-11-22T20:00:00Z", ends_at: "2026-11-22T20:00:00Z" }, ["ends_at"]],
    [{ starts_at: "2026-11-22T20:00:00Z", ends_at: "2027-11-22T20:00:00Z" }, ["ends_at"]],
    [{ starts_at: "2026-11-22 20:00", ends_at: null }, ["starts_at", "ends_at"]],
    [{ starts_at: "2026-11-22T20:00:00Z", ends_at: "2026-11-23T20:00:00Z", time_zone: "UTC" }, ["time_zone"]],
    [{ starts_at: "2026-11-22T20:00:00Z", weekly: [] }, ["starts_at"]],
    [{ weekly: [{}] }, ["weekly"]],
    [{ weekly: [{ days }], time_zone: "Mars/Olympus" }, ["time_zone"]],
    [{ weekly: [{ days: ["someday"] }], colour: "red" }, [".colour", "weekly[0].days"]],
    ["tonight", [""]],
  ])("%j has its problems at %j", (input, paths) => {
    const parsed = parseSchedule(input);
    expect(parsed.ok ? [] : parsed.error.problems.map(({ path }) => path)).toEqual(paths);
  });

  it("reads moments with their offset", () => {
    const parsed = parseSchedule({ starts_at: "2026-11-22T20:00:00Z", ends_at: "2026-11-22T23:30+02:00" });
    expect(parsed).toMatchObject({ ok: true, value: { endsAt: Date.parse("2026-11-22T21:30:00Z") } });
  });
});

describe("quiet hours", () => {
  const night = parseQuietHours({ windows: [{ from: "22:00", to: "07:00" }], time_zone: "Europe/Kyiv" });
  const at = Date.parse("2026-11-22T23:00:00Z");
  const end = Date.parse("2026-11-23T05:00:00Z");

  it("hold by the clock on the wall, and critical passes unless it is switched off", () => {
    if (!night.ok) throw new Error("the example is not valid");
    expect(quietUntil(night.value, "major", "UTC", at)).toBe(end);
    expect(quietUntil(night.value, "critical", "UTC", at)).toBeNull();
    expect(quietUntil({ ...night.value, criticalPasses: false }, "critical", "UTC", at)).toBe(end);
    expect(quietUntil(night.value, "major", "UTC", end)).toBeNull();
    expect(quietUntil({ ...night.value, timeZone: null }, "info", "UTC", at)).toBe(end + hour(2));
  });

  it.each<[unknown, string[]]>([
    [{}, ["windows"]],
    [{ windows: [] }, ["windows"]],
    [{ windows: [{}] }, ["windows"]],
    [{ windows: [{ from: "22:00", to: "07:00" }], critical_passes: "no" }, ["critical_passes"]],
    [{ windows: [{ from: "22:00", to: "07:00" }], time_zone: 3 }, ["time_zone"]],
    [null, [""]],
  ])("%j are refused at %j", (input, paths) => {
    const parsed = parseQuietHours(input);
    expect(parsed.ok ? [] : parsed.error.problems.map(({ path }) => path)).toEqual(paths);
  });
});
