import { describe, expect, it } from "vitest";
import { parseICalendar } from "./parse-icalendar.ts";
import { resolveShifts } from "./resolve-shifts.ts";
import type { Schedule } from "./schedule.ts";
import { exampleLayer, exampleSchedule } from "./testing/examples.ts";
import { type CalendarSource, toICalendar } from "./to-icalendar.ts";
import { HOUR_MS } from "./wall.ts";

const at = (iso: string): number => Date.parse(iso);
const PEOPLE = [
  { id: "ada", name: "Ada Example", email: "ada@example.invalid" },
  { id: "ben", name: 'Ben Example; the "other"', email: null },
];
const NAMES = { ada: "Ada Example", ben: 'Ben Example; the "other"' };
const [FROM, TO] = [at("2026-10-20T00:00Z"), at("2026-11-03T00:00Z")];
const options = { from: FROM, to: TO, names: NAMES };
const sourceOf = (of: Schedule): CalendarSource[] => [
  { schedule: of, changedAt: at("2026-10-01T08:00:00Z") },
];
const office = [{ days: ["mon", "sun"] as const, fromMs: 20 * HOUR_MS, toMs: 8 * HOUR_MS }];
const schedule = exampleSchedule([exampleLayer({ restrictions: office })], {
  name: "Primär, on-call — команда чергових інженерів із дуже довгою назвою",
});

function event(...lines: string[]): string {
  const all = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "BEGIN:VEVENT",
    "UID:1",
    ...lines,
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return `${all.join("\r\n")}\r\n`;
}

const read = (text: string) =>
  parseICalendar(text, { timeZone: "Europe/Kyiv", from: FROM, to: TO, people: PEOPLE });
const starts = (text: string): string[] => {
  const parsed = read(text);
  if (!parsed.ok) return parsed.error.problems.map(({ path, reason }) => `${path} ${reason}`);
  return parsed.value.map(
    ({ start, end }) => `${new Date(start).toISOString().slice(5, 16)} ${(end - start) / HOUR_MS}h`,
  );
};

describe("the calendar of a schedule", () => {
  const text = toICalendar(sourceOf(schedule), options);

  it("keeps lines within 75 octets and ends them with CRLF", () => {
    const lines = text.split("\r\n");
    expect(lines.at(-1)).toBe("");
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(Math.max(...lines.map((one) => new TextEncoder().encode(one).byteLength))).toBeLessThanOrEqual(75);
    expect(text.replaceAll("\r\n ", "")).toContain(`X-WR-CALNAME:${schedule.name.replace(",", "\\,")}\r\n`);
  });

  it("is read back by a parser of others as the same shifts", () => {
    const withoutGaps = text.replaceAll(
      /BEGIN:VEVENT(?:(?!END:VEVENT)[^])*Nobody is on call[^]*?END:VEVENT\r\n/g,
      "",
    );
    const parsed = read(withoutGaps);
    const wanted = resolveShifts(schedule, FROM, TO).filter(({ members }) => members.length > 0);
    const clipped = (start: number): number => Math.max(start, FROM);
    const found = parsed.ok ? parsed.value.map((shift) => ({ ...shift, start: clipped(shift.start) })) : [];
    expect(found).toEqual(wanted.map(({ start, end, members }) => ({ start, end, members })));
  });

  it("shows gaps, and in a person's calendar their shifts alone", () => {
    expect(text).toContain("SUMMARY:Nobody is on call");
    const own = toICalendar(sourceOf(schedule), { ...options, memberId: "ada" });
    expect(own).not.toContain("Nobody");
    expect(own.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    expect(own.replaceAll("\r\n ", "")).not.toContain("Ben");
  });

  it("gives a shift the same UID every time, wherever the window begins, and each its own", () => {
    const uids = (from: number): string[] =>
      [
        ...toICalendar(sourceOf(schedule), { ...options, from })
          .replaceAll("\r\n ", "")
          .matchAll(/^UID:(.+)$/gm),
      ].map(([, uid]) => uid ?? "");
    const [all, later] = [uids(FROM), uids(FROM + 5.3 * 24 * HOUR_MS)];
    expect(new Set(all).size).toBe(all.length);
    expect(later.length).toBeGreaterThan(5);
    expect(all.slice(-later.length)).toEqual(later);
    const alone = exampleSchedule([exampleLayer({ entries: [["ada"]] })]);
    const ongoing = (from: number): string | undefined =>
      /^UID:.+$/m.exec(toICalendar(sourceOf(alone), { ...options, from }))?.[0];
    expect(ongoing(FROM + HOUR_MS)).toBe(ongoing(FROM));
  });
});

describe("an imported event", () => {
  it.each<[string, string[], string[]]>([
    ["in UTC", ["DTSTART:20261024T100000Z", "DTEND:20261024T120000Z"], ["10-24T10:00 2h"]],
    [
      "in a zone of its own",
      ["DTSTART;TZID=America/New_York:20261024T100000", "DURATION:PT2H"],
      ["10-24T14:00 2h"],
    ],
    ["without a zone: the schedule's", ["DTSTART:20261024T100000", "DURATION:PT2H"], ["10-24T07:00 2h"]],
    ["of a whole day: the day of 25 hours", ["DTSTART;VALUE=DATE:20261025"], ["10-24T21:00 25h"]],
    [
      "every day across the change of the clock, but one",
      [
        "DTSTART;TZID=Europe/Kyiv:20261024T090000",
        "DTEND;TZID=Europe/Kyiv:20261024T170000",
        "RRULE:FREQ=DAILY;COUNT=4",
        "EXDATE;TZID=Europe/Kyiv:20261026T090000",
      ],
      ["10-24T06:00 8h", "10-25T07:00 8h", "10-27T07:00 8h"],
    ],
    [
      "every second week on two days, until a moment in UTC",
      [
        "DTSTART;TZID=Europe/Kyiv:20261005T090000",
        "DURATION:PT1H",
        "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20261102T070000Z",
      ],
      ["10-21T06:00 1h", "11-02T07:00 1h"],
    ],
    [
      "until a date, which counts",
      ["DTSTART;VALUE=DATE:20261030", "RRULE:FREQ=DAILY;UNTIL=20261031"],
      ["10-29T22:00 24h", "10-30T22:00 24h"],
    ],
    ["that is cancelled: none", ["DTSTART:20261024T100000Z", "DURATION:PT2H", "STATUS:CANCELLED"], []],
    [
      "that repeats every month is refused",
      ["DTSTART:20261024T100000Z", "DURATION:PT2H", "RRULE:FREQ=MONTHLY"],
      ["events[0] not_supported"],
    ],
    [
      "with a part we do not follow is refused",
      ["DTSTART:20261024T100000Z", "DURATION:PT2H", "RRULE:FREQ=DAILY;BYHOUR=9,12"],
      ["events[0] not_supported"],
    ],
    [
      "with further dates is refused",
      ["DTSTART:20261024T100000Z", "DURATION:PT2H", "RDATE:20261025T100000Z"],
      ["events[0] not_supported"],
    ],
    [
      "that was changed once is refused",
      ["DTSTART:20261024T100000Z", "DURATION:PT2H", "RECURRENCE-ID:20261024T090000Z"],
      ["events[0] not_supported"],
    ],
    [
      "in a zone that is no IANA name is refused",
      ["DTSTART;TZID=Romance Standard Time:20261024T100000", "DURATION:PT2H"],
      ["events[0].TZID unknown_value"],
    ],
    ["without an end is refused", ["DTSTART:20261024T100000Z"], ["events[0] missing"]],
    [
      "that ends before it begins is refused",
      ["DTSTART:20261024T100000Z", "DTEND:20261024T090000Z"],
      ["events[0] never_matches"],
    ],
    [
      "of more than a year is refused",
      ["DTSTART;VALUE=DATE:20261020", "DTEND;VALUE=DATE:20271025"],
      ["events[0] out_of_range"],
    ],
    [
      "that excludes dates where it has times is refused: nothing would be excluded",
      ["DTSTART:20261024T100000Z", "DURATION:PT2H", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20261025"],
      ["events[0] wrong_type"],
    ],
    [
      "whose rule began before anybody can count is refused",
      ["DTSTART:19000101T100000Z", "DURATION:PT2H", "RRULE:FREQ=DAILY"],
      ["events[0] out_of_range"],
    ],
  ])("%s", (_what, lines, wanted) => {
    expect(starts(event("SUMMARY:Ada Example", ...lines))).toEqual(wanted);
  });

  it.each<[string, string[], string[]]>([
    ["by their address", ["ATTENDEE;CN=A:mailto:ADA@example.invalid", "SUMMARY:Anything"], ["ada"]],
    ["by name", ["SUMMARY:On call: ada example"], ["ada"]],
    ["several", ['SUMMARY:Ada Example\\, Ben Example\\; the "other"'], ["ada", "ben"]],
  ])("names people %s", (_what, lines, wanted) => {
    const parsed = read(event("DTSTART:20261024T100000Z", "DURATION:PT2H", ...lines));
    expect(parsed.ok && parsed.value[0]?.members).toEqual(wanted);
  });

  it.each<[string, string, string]>([
    ["nobody", event("DTSTART:20261024T100000Z", "DURATION:PT2H"), "events[0]"],
    ["somebody unknown", event("DTSTART:20261024T100000Z", "DURATION:PT2H", "SUMMARY:Eve"), "events[0]"],
    ["no calendar", "hello", "calendar"],
    ["an empty file", " \r\n", "calendar"],
    ["a calendar of nothing", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "calendar"],
  ])("is refused with %s", (_what, text, path) => {
    const parsed = read(text);
    expect(parsed.ok ? [] : parsed.error.problems.map((problem) => problem.path)).toEqual([path]);
    expect(JSON.stringify(parsed)).not.toContain("Cannot read");
  });
});

it("a file of rules without end is refused before anybody has counted for long", () => {
  const one = [
    "BEGIN:VEVENT",
    "DTSTART:20200101T000000Z",
    "DURATION:PT1M",
    "RRULE:FREQ=DAILY",
    "SUMMARY:Ada Example",
    "END:VEVENT",
  ];
  const lines = Array.from({ length: 2_000 }, () => one).flat();
  const parsed = read(["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n"));
  expect(parsed.ok ? [] : parsed.error.problems.map(({ reason }) => reason)).toContain("out_of_range");
});
