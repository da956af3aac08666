import type { Parsed, Report } from "../rules/problem.ts";
import { collect, isRecord, reportUnknownFields } from "../rules/problem.ts";
import { parseLayer } from "./parse-layer.ts";
import { readOverride } from "./parse-override.ts";
import { readId, readName, readTimeZone } from "./parse-parts.ts";
import type { Schedule } from "./schedule.ts";
import { SCHEDULE_LIMITS } from "./schedule.ts";

const FIELDS = ["id", "name", "time_zone", "layers", "overrides"];

/**
 * A schedule from untrusted input, in the words of the API: `{ id, name, time_zone, layers, overrides? }`, layers from the
 * ground up. Every problem is reported with its path; a field we do not know is one of them. No layer is allowed: then
 * only overrides put somebody on call.
 */
export function parseSchedule(input: unknown): Parsed<Schedule, "invalid_schedule"> {
  return collect("invalid_schedule", (report) => {
    if (!isRecord(input)) {
      report("schedule", "wrong_type", "A schedule is an object with name, time_zone and layers.");
      return undefined;
    }
    reportUnknownFields(input, FIELDS, "schedule", report);
    const schedule = {
      id: readId(input["id"], "id", report),
      name: readName(input["name"], "name", report),
      timeZone: readTimeZone(input["time_zone"], "time_zone", report),
      layers: listOf(input["layers"], SCHEDULE_LIMITS.layers, "layers", report, parseLayer),
      overrides: listOf(
        input["overrides"] ?? [],
        SCHEDULE_LIMITS.overrides,
        "overrides",
        report,
        readOverride,
      ),
    };
    reportTwice(schedule.layers, "layers", report);
    reportTwice(schedule.overrides, "overrides", report);
    return schedule;
  });
}

function listOf<Item>(
  input: unknown,
  most: number,
  path: string,
  report: Report,
  read: (item: unknown, path: string, report: Report) => Item | undefined,
): Item[] {
  if (!Array.isArray(input) || input.length > most) {
    report(path, "wrong_type", `${path} are a list of at most ${most}.`);
    return [];
  }
  return input
    .map((item: unknown, index) => read(item, `${path}[${index}]`, report))
    .filter((item) => item !== undefined);
}

function reportTwice(items: readonly { id: string }[], path: string, report: Report): void {
  const seen = new Set<string>();
  for (const [index, { id }] of items.entries()) {
    if (seen.has(id)) report(`${path}[${index}].id`, "duplicate", `Another one has the id ${id}.`);
    seen.add(id);
  }
}
