import {
  CalendarFeedSchema,
  CoverageSchema,
  OnCallSchema,
  OrganizationOnCallSchema,
  ShiftListSchema,
} from "@callping/contract/api/on-call";
import { OverridesImportedSchema, ScheduleSavedSchema } from "@callping/contract/api/schedules";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO } from "../../db/demo.ts";
import { KEYS, openHarness } from "../testing/harness.ts";
import type { Harness } from "../testing/harness.ts";

const [ADA, GRACE] = [DEMO.ownerMemberId, DEMO.secondMemberId];
let harness: Harness;
let id: string;
beforeAll(async () => {
  harness = await openHarness();
  id = (await make("Primary", [[ADA], [GRACE]], KEYS.own)).id;
  await make("Theirs", [["mem_L2-0"]], KEYS.stranger);
});
afterAll(() => harness.dispose());

async function ask<Schema extends v.GenericSchema>(
  method: string,
  path: string,
  schema: Schema,
  body?: unknown,
  key: string = KEYS.own,
): Promise<v.InferOutput<Schema>> {
  const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const answered = await harness.api(`/api/v1${path}`, key, init);
  const json: unknown = await answered.json();
  expect([path, answered.ok, json]).toEqual([path, true, json]);
  return v.parse(schema, json);
}
async function make(name: string, entries: string[][], key: string) {
  const layer = {
    name: "Base",
    entries,
    rotation: { unit: "daily" },
    hand_over_time: "09:00",
    starts_on: "2026-01-05",
    restrictions: [{ days: ["mon", "tue"], from: "09:00", to: "09:00" }],
  };
  const schedule = { name, time_zone: "Europe/Kyiv", layers: [layer] };
  return (await ask("POST", "/schedules", ScheduleSavedSchema, schedule, key)).schedule;
}
const code = async (path: string): Promise<unknown> =>
  (await (await harness.api(`/api/v1${path}`)).json<{ code: string }>()).code;

describe("who is on call", () => {
  it("is said for any moment, with names, why, and until when", async () => {
    const found = await ask("GET", `/schedules/${id}/on-call?at=2026-06-01T13:00:00%2B03:00`, OnCallSchema);
    expect(found).toMatchObject({
      at: "2026-06-01T10:00:00.000Z",
      schedule: { id, name: "Primary" },
      members: [{ id: GRACE, name: "Grace Example" }],
      until: "2026-06-02T06:00:00.000Z",
    });
    const gap = await ask("GET", `/schedules/${id}/on-call?at=2026-06-04T10:00:00Z`, OnCallSchema);
    expect(gap).toMatchObject({ members: [], layer_id: null, until: "2026-06-08T06:00:00.000Z" });
  });

  it("is said for every schedule of the organization, and no other's", async () => {
    const { data } = await ask("GET", "/on-call?at=2026-06-01T10:00:00Z", OrganizationOnCallSchema);
    expect(data.map(({ schedule, members }) => [schedule.name, members[0]?.name])).toEqual([
      ["Primary", "Grace Example"],
    ]);
    const theirs = await ask("GET", "/on-call", OrganizationOnCallSchema, undefined, KEYS.stranger);
    expect(theirs.data.map(({ schedule }) => schedule.name)).toEqual(["Theirs"]);
  });

  it("is listed as shifts, gaps among them", async () => {
    const query = "from=2026-06-01T00:00:00Z&to=2026-06-03T12:00:00Z";
    const { data } = await ask("GET", `/schedules/${id}/shifts?${query}`, ShiftListSchema);
    expect(data.map(({ start, gap, members }) => [start.slice(5, 16), gap, members[0]?.id])).toEqual([
      ["06-01T00:00", true, undefined],
      ["06-01T06:00", false, GRACE],
      ["06-02T06:00", false, ADA],
      ["06-03T06:00", true, undefined],
    ]);
    const coverage = await ask("GET", `/schedules/${id}/coverage?${query}`, CoverageSchema);
    expect(coverage.gaps).toHaveLength(2);
    expect(coverage.people.map(({ hours, nights }) => [hours, nights])).toEqual([
      [24, 1],
      [24, 1],
    ]);
  });

  it.each([
    "shifts?from=yesterday",
    "shifts?from=2026-13-01T00:00:00Z",
    "shifts?from=2026-06-02T00:00:00Z&to=2026-06-01T00:00:00Z",
    "shifts?from=2026-06-02T00:00:00Z&to=2028-06-01T00:00:00Z",
    "on-call?at=1999-06-02T00:00:00Z",
    "on-call?when=now",
  ])("is not guessed: %s", async (query) => {
    expect(await code(`/schedules/${id}/${query}`)).toBe("invalid_query");
  });
});

describe("a calendar feed", () => {
  const open = async (url: string): Promise<[number, string]> => {
    const answered = await harness.request(new URL(url).pathname);
    return [answered.status, await answered.text()];
  };

  it("opens a schedule's calendar by its secret alone, until another secret is made", async () => {
    const { url } = await ask("POST", `/schedules/${id}/feed`, CalendarFeedSchema);
    const [status, text] = await open(url);
    expect([status, text.startsWith("BEGIN:VCALENDAR\r\n")]).toEqual([200, true]);
    expect(text).toContain("SUMMARY:On call: Ada Example");
    expect(text).toContain("Nobody is on call");
    expect(text).not.toContain("Theirs");
    const again = await ask("POST", `/schedules/${id}/feed`, CalendarFeedSchema);
    expect([(await open(url))[0], (await open(again.url))[0]]).toEqual([404, 200]);
    const stored = await harness.db.prepare("SELECT * FROM calendar_feeds").all();
    expect(JSON.stringify(stored.results)).not.toContain(again.url.slice(-47, -4));
    await ask("DELETE", `/schedules/${id}/feed`, v.strictObject({ removed: v.literal(true) }));
    await ask("DELETE", `/schedules/${id}/feed`, v.strictObject({ removed: v.literal(false) }));
    expect((await open(again.url))[0]).toBe(404);
  });

  it("opens a member's own shifts of all schedules", async () => {
    const { url } = await ask("POST", `/members/${ADA}/feed`, CalendarFeedSchema);
    const [, text] = await open(url);
    expect(text).toContain("X-WR-CALNAME:On call: Ada Example");
    expect(text).not.toContain("Grace");
    expect(text).not.toContain("Nobody");
    const refused = await harness.api(`/api/v1/members/${ADA}/feed`, KEYS.stranger, { method: "POST" });
    expect(refused.status).toBe(404);
    const removed = await harness.api(`/api/v1/members/${ADA}/feed`, KEYS.stranger, { method: "DELETE" });
    expect(await removed.json()).toEqual({ removed: false });
    expect((await open(url))[0]).toBe(200);
  });

  it.each([`/api/ical/${"A".repeat(43)}.ics`, "/api/ical/short.ics", "/api/ical/..ics"])(
    "answers every other secret the same: %s",
    async (path) => {
      const [status, text] = await open(`https://api.callping.example${path}`);
      const { code: said, detail } = JSON.parse(text) as { code: string; detail: string };
      expect([status, said, detail]).toEqual([404, "unknown_feed", "This URL opens no calendar."]);
    },
  );
});

describe("an imported calendar", () => {
  const calendar = (...events: string[][]) =>
    [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      ...events.flatMap((lines) => ["BEGIN:VEVENT", "UID:1", ...lines, "END:VEVENT"]),
      "END:VCALENDAR",
      "",
    ].join("\r\n");
  const weekly = [
    "DTSTART:20260604T100000",
    "DURATION:PT8H",
    "RRULE:FREQ=WEEKLY;COUNT=3",
    "SUMMARY:Grace Example",
  ];
  const from = "2026-06-01T00:00:00Z";

  it("becomes overrides, by names or addresses of this organization alone", async () => {
    const done = await ask("POST", `/schedules/${id}/overrides/import`, OverridesImportedSchema, {
      calendar: calendar(weekly, [
        "DTSTART:20260605T100000Z",
        "DURATION:PT1H",
        "ATTENDEE:mailto:ada@example.invalid",
      ]),
      from,
    });
    expect([
      done.imported,
      done.schedule.overrides.map(({ start, members }) => `${start} ${members.join()}`),
    ]).toEqual([
      4,
      [
        `2026-06-04T07:00:00.000Z ${GRACE}`,
        `2026-06-05T10:00:00.000Z ${ADA}`,
        `2026-06-11T07:00:00.000Z ${GRACE}`,
        `2026-06-18T07:00:00.000Z ${GRACE}`,
      ],
    ]);
  });

  it("the import that no longer fitted: a file imported twice has the effect of once", async () => {
    const again = await ask("POST", `/schedules/${id}/overrides/import`, OverridesImportedSchema, {
      calendar: calendar(weekly),
      from,
    });
    expect([again.imported, again.schedule.overrides.map(({ start }) => start)]).toEqual([
      3,
      [
        "2026-06-05T10:00:00.000Z",
        "2026-06-04T07:00:00.000Z",
        "2026-06-11T07:00:00.000Z",
        "2026-06-18T07:00:00.000Z",
      ],
    ]);
  });

  it("is taken whole or not at all", async () => {
    const before = await (await harness.api(`/api/v1/schedules/${id}`)).json();
    const answered = await harness.api(`/api/v1/schedules/${id}/overrides/import`, KEYS.own, {
      method: "POST",
      body: JSON.stringify({
        calendar: calendar(weekly, ["DTSTART:20260605T100000Z", "DURATION:PT1H", "SUMMARY:Load 2-0"]),
        from,
      }),
    });
    const { code: said, problems } = await answered.json<{
      code: string;
      problems: { path: string }[];
    }>();
    expect([said, problems.map(({ path }) => path)]).toEqual(["invalid_body", ["calendar.events[1]"]]);
    expect(await (await harness.api(`/api/v1/schedules/${id}`)).json()).toEqual(before);
  });
});
