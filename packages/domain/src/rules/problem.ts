/** One thing wrong in a scenario that somebody wrote. */
export interface Problem {
  /** Where: `rules[2].when.all[0].value`. */
  path: string;
  reason:
    | "missing"
    | "wrong_type"
    | "unknown_value"
    | "out_of_range"
    | "unknown_field"
    | "never_matches"
    | "not_supported"
    /** A rule below one that takes everything it is about, or a count that changes nothing. */
    | "unreachable"
    | "reaches_nobody"
    | "duplicate";
  /** What is wrong and what to write instead. */
  message: string;
}

/** Collects every problem, so that somebody corrects a scenario once and not ten times. */
export type Report = (path: string, reason: Problem["reason"], message: string) => void;

export type Parsed<T, Reason extends string> =
  | { ok: true; value: T }
  | { ok: false; error: { reason: Reason; problems: Problem[] } };

export function collect<T, Reason extends string>(
  reason: Reason,
  parse: (report: Report) => T | undefined,
): Parsed<T, Reason> {
  const problems: Problem[] = [];
  const value = parse((path, why, message) => problems.push({ path, reason: why, message }));
  if (value !== undefined && problems.length === 0) return { ok: true, value };
  return { ok: false, error: { reason, problems } };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A field we do not know is an error: a rule that ignores half of what was written rings the wrong person. */
export function reportUnknownFields(
  value: Record<string, unknown>,
  known: readonly string[],
  path: string,
  report: Report,
): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key))
      report(`${path}.${key}`, "unknown_field", `Unknown field. Known here: ${known.join(", ")}.`);
  }
}
