import { COUNT_LIMITS, COUNTED_PER, type RuleCount } from "./count.ts";
import type { Report } from "./problem.ts";
import { isRecord, reportUnknownFields } from "./problem.ts";

/** `{ times, withinSeconds, per? }` from untrusted input; `per` left out is the dedup key. */
export function parseCount(input: unknown, path: string, report: Report): RuleCount | undefined {
  if (input === undefined) return undefined;
  if (!isRecord(input)) {
    report(path, "wrong_type", "count is { times, withinSeconds, per }.");
    return undefined;
  }
  reportUnknownFields(input, ["times", "withinSeconds", "per"], path, report);
  const per = COUNTED_PER.find((known) => known === (input["per"] ?? "dedup_key"));
  if (per === undefined)
    report(`${path}.per`, "unknown_value", `Events are counted per ${COUNTED_PER.join(" or per ")}.`);
  const times = readFigure(input, "times", path, report);
  const withinSeconds = readFigure(input, "withinSeconds", path, report);
  if (per === undefined || times === undefined || withinSeconds === undefined) return undefined;
  return { times, withinSeconds, per };
}

function readFigure(
  input: Record<string, unknown>,
  key: keyof typeof COUNT_LIMITS,
  path: string,
  report: Report,
): number | undefined {
  const { min, max } = COUNT_LIMITS[key];
  const value = input[key];
  if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return value;
  report(`${path}.${key}`, "out_of_range", `${key} is a whole number from ${min} to ${max}.`);
  return undefined;
}
