import { describe, expect, it } from "vitest";
import { parseSchedule } from "../maintenance/parse-schedule.ts";
import { parseOverride } from "../schedules/parse-override.ts";
import { momentOf } from "./moment.ts";

describe("a moment", () => {
  it.each([
    ["2026-11-22T20:00:00Z", "2026-11-22T20:00:00.000Z"],
    ["2026-11-22T22:00+02:00", "2026-11-22T20:00:00.000Z"],
    ["2028-02-29T00:00:00.5Z", "2028-02-29T00:00:00.500Z"],
  ])("%s", (text, expected) => {
    expect(new Date(momentOf(text) ?? 0).toISOString()).toBe(expected);
  });

  it.each([
    "2026-11-31T00:00:00Z",
    "2027-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-11-22T20:00:00",
    "",
  ])("is not %s", (text) => {
    expect(momentOf(text)).toBeNull();
  });

  it("the page that was silenced a day longer: maintenance until a day that does not exist", () => {
    const asked = { starts_at: "2026-11-25T00:00:00Z", ends_at: "2026-11-31T00:00:00Z" };
    expect(parseSchedule(asked)).toMatchObject({ ok: false, error: { problems: [{ path: "ends_at" }] } });
  });

  it("the page that rang somebody a day longer: an override until a day that does not exist", () => {
    const asked = {
      id: "ovr_1",
      type: "replace",
      start: "2026-11-30T00:00:00Z",
      end: "2026-11-31T00:00:00Z",
      members: ["mem_1"],
    };
    expect(parseOverride(asked)).toMatchObject({
      ok: false,
      error: { problems: [{ path: "override.end" }] },
    });
  });
});
