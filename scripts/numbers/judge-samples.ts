import { checkNumber } from "@callping/domain/numbers/check-number";
import { NO_OPERATOR_LISTS } from "@callping/domain/numbers/policy";
import type { Sample } from "./samples.ts";

/** Types that people's own telephones have; all others are to be refused. */
const ORDINARY = new Set(["FIXED_LINE", "MOBILE"]);
/** Types of which not one may be let through. VOIP, pager, voicemail and company numbers are judged by the library's verdict alone. */
const DANGEROUS = new Set(["PREMIUM_RATE", "TOLL_FREE", "SHARED_COST", "PERSONAL_NUMBER", "SATELLITE"]);

export interface Judged {
  /** By drawn type. */
  types: Record<string, { numbers: number; allowed: number; refused: number }>;
  /** Dangerous numbers that were allowed. */
  dangerous: string[];
  ordinary: number;
  ordinaryRefused: number;
  /** Why ordinary numbers were refused, and how many of which regions. */
  causes: Record<string, { numbers: number; regions: string }>;
}

/** What the safety net, without operators' lists, makes of random numbers of every region and type. */
export function judgeSamples(samples: readonly Sample[]): Judged {
  const judged: Judged = { types: {}, dangerous: [], ordinary: 0, ordinaryRefused: 0, causes: {} };
  for (const { region, type, numbers } of samples)
    for (const number of numbers) {
      const verdict = checkNumber(number, { ...NO_OPERATOR_LISTS, fictionAllowed: false });
      const row = (judged.types[type] ??= { numbers: 0, allowed: 0, refused: 0 });
      row.numbers += 1;
      row[verdict.ok ? "allowed" : "refused"] += 1;
      if (verdict.ok && DANGEROUS.has(type)) judged.dangerous.push(`${number} (${region} ${type})`);
      if (!ORDINARY.has(type)) continue;
      judged.ordinary += 1;
      if (verdict.ok) continue;
      judged.ordinaryRefused += 1;
      const cause = (judged.causes[verdict.error.reason] ??= { numbers: 0, regions: "" });
      cause.numbers += 1;
      if (!cause.regions.split(" ").includes(region)) cause.regions = `${cause.regions} ${region}`.trim();
    }
  return judged;
}
