import type { Severity } from "../../alerts/severity.ts";

/** Words of tools for how bad something is. Words for urgency that say nothing (`normal`, `default`, `none`) are absent. */
const WORDS: Readonly<Record<Severity, string>> = {
  critical:
    "critical crit fatal emergency emerg disaster page urgent blocker panic catastrophic highest veryhigh p0 p1 s0 s1 sev0 sev1 severity0 severity1 priority1",
  major: "major high error err severe serious important significant average p2 s2 sev2 severity2 priority2",
  minor: "minor warning warn medium moderate degraded p3 s3 sev3 severity3 priority3",
  info: "info information informational notice low lowest verylow debug verbose trivial trace p4 p5 s4 s5 sev4 sev5 severity4 severity5 priority4 priority5",
};

const BY_WORD: ReadonlyMap<string, Severity> = new Map(
  (["critical", "major", "minor", "info"] as const).flatMap((severity) =>
    WORDS[severity].split(" ").map((word): [string, Severity] => [word, severity]),
  ),
);
/** Azure Monitor counts from Sev0 (critical) to Sev4 (verbose). Source: Azure Monitor common alert schema. */
export const AZURE_LEVELS: ReadonlyMap<string, Severity> = new Map([
  ["sev0", "critical"],
  ["sev1", "major"],
  ["sev2", "minor"],
  ["sev3", "info"],
  ["sev4", "info"],
]);
const NEGATIONS: ReadonlySet<string> = new Set(["not", "no", "non", "without", "un"]);

/**
 * The severity a value holds, or `null`: `CRITICAL`, `P1`, `sev-0`, `1 - Critical`, `High (P2)`, `severity: page`.
 * A longer text holds none, so that a sentence in `status` is not taken for one; a bare number holds none, because
 * tools count in both directions.
 */
export function severityOf(value: unknown): Severity | null {
  if (typeof value !== "string" || value.length > 40) return null;
  if (/^[A-Za-z]+$/.test(value)) return BY_WORD.get(value.toLowerCase()) ?? null;
  const words = value
    .replace(/\bvery high\b/i, "veryhigh")
    .toLowerCase()
    .replace(/\b(sev|severity|p|s|priority)[\s_:-]*(\d)\b/g, "$1$2")
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  if (words.length > 3) return null;
  if (words.length > 1 && words.some((word) => NEGATIONS.has(word))) return null;
  for (const word of words) {
    const severity = BY_WORD.get(word);
    if (severity !== undefined) return severity;
  }
  return null;
}
