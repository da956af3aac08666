import type { Database } from "../../db/statement.ts";
import { PLATFORM } from "../../objects/suppression-protocol.ts";
import { numberDigest } from "./number-digest.ts";

/** Who stopped calls to a number, as one organization may know it. */
export type Objected = "organization" | "everybody";

/** Where numbers are configured, and the key of what is kept of those that objected. */
export interface NumberSource {
  DB: Database;
  NUMBER_HASH_KEY: string;
}

/**
 * Those of some numbers that an organization may not call, by D1's copy: for lists and snapshots. A line decides itself.
 * `everybody`: no organization may.
 */
export async function suppressedNumbers(
  env: NumberSource,
  numbers: readonly string[],
  organizationId: string,
): Promise<Map<string, Objected>> {
  if (numbers.length === 0) return new Map();
  const digests = new Map(numbers.map((number) => [numberDigest(env, number), number]));
  const { results } = await env.DB.prepare(
    `SELECT digest, max(scope = ?3) AS everybody FROM suppressions
      WHERE active = 1 AND scope IN (?2, ?3) AND digest IN (SELECT value FROM json_each(?1)) GROUP BY digest`,
  )
    .bind(JSON.stringify([...digests.keys()]), organizationId, PLATFORM)
    .all<{ digest: string; everybody: 0 | 1 }>();
  return new Map(
    results.map(({ digest, everybody }) => [
      digests.get(digest) ?? "",
      everybody === 1 ? "everybody" : "organization",
    ]),
  );
}
