import type { Report } from "../rules/problem.ts";
import { isRecord, reportUnknownFields } from "../rules/problem.ts";
import { readList, readTime, readWeekday } from "./parse-parts.ts";
import type { Restriction } from "./schedule.ts";
import { WEEKDAYS } from "./schedule.ts";

/** `{ days, from, to }`. `to` at or before `from` is on the next day; 24:00 may be written for midnight. */
export function parseRestriction(input: unknown, path: string, report: Report): Restriction | undefined {
  if (!isRecord(input)) {
    report(path, "wrong_type", "A restriction is an object with days, from and to.");
    return undefined;
  }
  reportUnknownFields(input, ["days", "from", "to"], path, report);
  const days = readList(input["days"], WEEKDAYS.length, `${path}.days`, report, (day, at) =>
    readWeekday(day, at, report),
  );
  const fromMs = readTime(input["from"], `${path}.from`, report);
  const to = input["to"] === "24:00" ? "00:00" : input["to"];
  return { days: [...new Set(days)], fromMs, toMs: readTime(to, `${path}.to`, report) };
}
