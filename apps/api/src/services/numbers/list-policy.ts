import type { NumberPolicyView } from "@callping/contract/api/number-policy";
import type { Database } from "../../db/statement.ts";
import type { PolicyRow } from "./load-policy.ts";

type Row = PolicyRow & { reason: string; added_by: string; added_at: string };

/** What operators refuse, who said so and why. */
export async function listNumberPolicy(db: Database): Promise<NumberPolicyView> {
  const { results } = await db.prepare("SELECT * FROM number_policy ORDER BY kind, value").all<Row>();
  const of = (wanted: PolicyRow["kind"]): Row[] => results.filter(({ kind }) => kind === wanted);
  const entry = ({ reason, added_by, added_at }: Row) => ({ reason, added_by, added_at });
  return {
    regions_never_called: of("region").map((row) => ({ region: row.value, ...entry(row) })),
    deny_prefixes: of("deny_prefix").map((row) => ({ prefix: row.value, ...entry(row) })),
  };
}
