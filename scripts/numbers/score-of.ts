import type { checkNumber } from "@callping/domain/numbers/check-number";
import type { Entry } from "./read-entries.ts";

export interface Score {
  /** By kind, in alphabetical order. */
  kinds: Record<string, { total: number; allowed: number; refused: number; wrong: number }>;
  /** Every number whose verdict is not the expected one, and what it was. */
  misses: string[];
  dangerousAllowed: number;
  goodRefused: number;
}

/** Holds verdicts against what is expected of them. */
export function scoreOf(
  entries: readonly Entry[],
  check: (number: string) => ReturnType<typeof checkNumber>,
): Score {
  const score: Score = { kinds: {}, misses: [], dangerousAllowed: 0, goodRefused: 0 };
  for (const { e164, kind, expect } of entries.toSorted((a, b) => a.kind.localeCompare(b.kind))) {
    const verdict = check(e164);
    const row = (score.kinds[kind] ??= { total: 0, allowed: 0, refused: 0, wrong: 0 });
    row.total += 1;
    row[verdict.ok ? "allowed" : "refused"] += 1;
    if (verdict.ok === (expect === "allow")) continue;
    row.wrong += 1;
    score[verdict.ok ? "dangerousAllowed" : "goodRefused"] += 1;
    const said = verdict.ok ? `${verdict.region} ${verdict.type} ${verdict.tier}` : verdict.error.reason;
    score.misses.push(
      `${e164} (${kind}): ${expect} expected, ${verdict.ok ? "allowed" : "refused"} as ${said}`,
    );
  }
  return score;
}
