import { DENY_PREFIX, type NumberPolicy } from "@callping/domain/numbers/policy";
import type { Database } from "../../db/statement.ts";

export interface PolicyRow {
  kind: "region" | "deny_prefix";
  value: string;
}

/** For batches that read it along with something else. */
export const POLICY_SQL = "SELECT kind, value FROM number_policy ORDER BY kind, value";

/** What operators refuse, as D1 has it now. */
export async function loadNumberPolicy(db: Database): Promise<NumberPolicy> {
  const { results } = await db.prepare(POLICY_SQL).all<PolicyRow>();
  return toPolicy(results);
}

export function toPolicy(rows: readonly PolicyRow[]): NumberPolicy {
  const of = (wanted: PolicyRow["kind"]): string[] =>
    rows.filter(({ kind }) => kind === wanted).map(({ value }) => value);
  return {
    regionsNeverCalled: of("region"),
    denyPrefixes: of("deny_prefix").filter((prefix) => DENY_PREFIX.test(prefix)),
  };
}
