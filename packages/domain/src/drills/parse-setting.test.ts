import { describe, expect, it } from "vitest";
import { parseDrillSetting, storeDrillSetting } from "./parse-setting.ts";
import { NO_DRILLS } from "./setting.ts";

const problemsOf = (input: unknown): string[] => {
  const parsed = parseDrillSetting(input);
  return parsed.ok ? [] : parsed.error.problems.map(({ path }) => path);
};

describe("a drill setting", () => {
  it("takes the defaults for what is left out, and is enabled", () => {
    expect(parseDrillSetting({})).toEqual({ ok: true, value: { ...NO_DRILLS, enabled: true } });
  });

  it("reads back as it is kept", () => {
    const stored = storeDrillSetting({
      enabled: false,
      every: { unit: "days", count: 10 },
      hours: { days: ["sat"], from: "22:00", to: "01:00" },
      timeZone: "America/New_York",
      phones: "all",
      redialMinutes: 2,
    });
    const parsed = parseDrillSetting(stored);
    expect(parsed.ok && storeDrillSetting(parsed.value)).toEqual(stored);
  });

  it.each<[unknown, string[]]>([
    [null, [""]],
    [{ colour: "red" }, [".colour"]],
    [{ every_weeks: 3 }, ["every_weeks"]],
    [{ every_days: 91 }, ["every_days"]],
    [{ every_days: 1.5 }, ["every_days"]],
    [{ every_days: 7, every_weeks: 1 }, ["every_days"]],
    [{ hours: { from: "10:00", to: "10:30" } }, ["hours"]],
    [{ hours: { from: "23:30", to: "00:15" } }, ["hours"]],
    [{ hours: { days: ["someday"], from: "7" } }, ["hours.days", "hours.from"]],
    [{ enabled: "yes", phones: "some", redial_minutes: 0 }, ["enabled", "phones", "redial_minutes"]],
    [{ time_zone: "Mars" }, ["time_zone"]],
  ])("%j is refused at %j", (input, paths) => {
    expect(problemsOf(input)).toEqual(paths);
  });
});
