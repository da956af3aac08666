import type { Report } from "../rules/problem.ts";
import { isRecord, reportUnknownFields } from "../rules/problem.ts";
import { readList, readTime, readWeekday } from "./parse-parts.ts";
import type { Rotation, Weekday } from "./schedule.ts";
import { ROTATION_UNITS, SCHEDULE_LIMITS } from "./schedule.ts";

interface HandOver {
  day: Weekday;
  timeMs: number;
}

/** `{ unit: "hourly" | "daily" | "weekly", every? }` or `{ unit: "custom", hand_overs: [{ day, time }] }` */
export function readRotation(input: unknown, path: string, report: Report): Rotation | undefined {
  const unit = isRecord(input) ? ROTATION_UNITS.find((known) => known === input["unit"]) : undefined;
  if (!isRecord(input) || unit === undefined) {
    report(`${path}.unit`, "unknown_value", `A rotation needs a unit: ${ROTATION_UNITS.join(", ")}.`);
    return undefined;
  }
  if (unit === "custom") {
    reportUnknownFields(input, ["unit", "hand_overs"], path, report);
    return { unit, handOvers: readHandOvers(input["hand_overs"], `${path}.hand_overs`, report) };
  }
  reportUnknownFields(input, ["unit", "every"], path, report);
  const every = input["every"] ?? 1;
  const most = SCHEDULE_LIMITS.every[unit];
  if (typeof every === "number" && Number.isInteger(every) && every >= 1 && every <= most)
    return { unit, every };
  report(`${path}.every`, "out_of_range", `every is a whole number from 1 to ${most}.`);
  return undefined;
}

function readHandOvers(input: unknown, path: string, report: Report): HandOver[] {
  const handOvers = readList(input, SCHEDULE_LIMITS.handOvers, path, report, (item, at) =>
    readHandOver(item, at, report),
  );
  const seen = new Set<string>();
  for (const [index, { day, timeMs }] of handOvers.entries()) {
    const key = `${day} ${timeMs}`;
    if (seen.has(key)) report(`${path}[${index}]`, "duplicate", "This hand-over is listed already.");
    seen.add(key);
  }
  return handOvers;
}

function readHandOver(input: unknown, path: string, report: Report): HandOver | undefined {
  if (!isRecord(input)) {
    report(path, "wrong_type", "A hand-over is an object with day and time.");
    return undefined;
  }
  reportUnknownFields(input, ["day", "time"], path, report);
  const day = readWeekday(input["day"], `${path}.day`, report);
  const timeMs = readTime(input["time"], `${path}.time`, report);
  return day === undefined ? undefined : { day, timeMs };
}
