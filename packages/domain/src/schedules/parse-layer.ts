import type { Report } from "../rules/problem.ts";
import { isRecord, reportUnknownFields } from "../rules/problem.ts";
import { parseRestriction } from "./parse-restriction.ts";
import { readRotation } from "./parse-rotation.ts";
import { readDate, readId, readList, readMembers, readName, readTime } from "./parse-parts.ts";
import type { Layer } from "./schedule.ts";
import { SCHEDULE_LIMITS } from "./schedule.ts";

const FIELDS = [
  "id",
  "name",
  "entries",
  "rotation",
  "hand_over_time",
  "starts_on",
  "ends_on",
  "restrictions",
];

/** `{ id, name, entries: [[member, …], …], rotation, hand_over_time, starts_on, ends_on?, restrictions? }` */
export function parseLayer(input: unknown, path: string, report: Report): Layer | undefined {
  if (!isRecord(input)) {
    report(path, "wrong_type", "A layer is an object with id, name, entries, rotation and starts_on.");
    return undefined;
  }
  reportUnknownFields(input, FIELDS, path, report);
  const startsOn = readDate(input["starts_on"], `${path}.starts_on`, report);
  const endsOn = readEnd(input["ends_on"], startsOn, `${path}.ends_on`, report);
  const rotation = readRotation(input["rotation"], `${path}.rotation`, report);
  const restrictions = readRestrictions(input["restrictions"], `${path}.restrictions`, report);
  const layer = {
    id: readId(input["id"], `${path}.id`, report),
    name: readName(input["name"], `${path}.name`, report),
    entries: readList(input["entries"], SCHEDULE_LIMITS.entries, `${path}.entries`, report, (entry, at) =>
      readMembers(entry, at, report),
    ),
    handOverTimeMs: readTime(input["hand_over_time"], `${path}.hand_over_time`, report),
    startsOn,
    endsOn,
    restrictions,
  };
  return rotation === undefined ? undefined : { ...layer, rotation };
}

function readEnd(input: unknown, startsOn: string, path: string, report: Report): string | null {
  if (input === undefined || input === null) return null;
  const endsOn = readDate(input, path, report);
  if (endsOn <= startsOn)
    report(path, "never_matches", "The layer ends before it begins: nobody is ever on call.");
  return endsOn;
}

function readRestrictions(input: unknown, path: string, report: Report): Layer["restrictions"] {
  if (input === undefined || (Array.isArray(input) && input.length === 0)) return [];
  return readList(input, SCHEDULE_LIMITS.restrictions, path, report, (restriction, at) =>
    parseRestriction(restriction, at, report),
  );
}
