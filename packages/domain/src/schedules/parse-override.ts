import type { Parsed, Report } from "../rules/problem.ts";
import { collect, isRecord, reportUnknownFields } from "../rules/problem.ts";
import { daysOf, readId, readMembers, readMoment } from "./parse-parts.ts";
import type { Override } from "./schedule.ts";
import { OVERRIDE_TYPES, SCHEDULE_LIMITS } from "./schedule.ts";

const FIELDS = ["id", "type", "start", "end", "members"];

/** One override from untrusted input: `{ id, type, start, end, members }`, start and end in ISO 8601 with an offset. */
export function parseOverride(input: unknown): Parsed<Override, "invalid_schedule"> {
  return collect("invalid_schedule", (report) => readOverride(input, "override", report));
}

/** The same for an override inside a schedule. */
export function readOverride(input: unknown, path: string, report: Report): Override | undefined {
  if (!isRecord(input)) {
    report(path, "wrong_type", "An override is an object with type, start, end and members.");
    return undefined;
  }
  reportUnknownFields(input, FIELDS, path, report);
  const id = readId(input["id"], `${path}.id`, report);
  const type = OVERRIDE_TYPES.find((known) => known === input["type"]);
  if (type === undefined)
    report(`${path}.type`, "unknown_value", `An override needs a type: ${OVERRIDE_TYPES.join(", ")}.`);
  const start = readMoment(input["start"], `${path}.start`, report);
  const end = readMoment(input["end"], `${path}.end`, report);
  const members = readMembers(input["members"], `${path}.members`, report);
  if (type === undefined || start === undefined || end === undefined) return undefined;
  if (end <= start) report(`${path}.end`, "never_matches", "The override ends before it begins.");
  const most = SCHEDULE_LIMITS.overrideMs;
  if (end - start > most)
    report(
      `${path}.end`,
      "out_of_range",
      `An override lasts at most ${daysOf(most)} days; change a layer instead.`,
    );
  return { id, type, start, end, members };
}
