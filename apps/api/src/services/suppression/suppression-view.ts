import type { SuppressionView } from "@callping/contract/api/suppressions";
import { PLATFORM, type SuppressionRecord } from "../../objects/suppression-protocol.ts";

/** A suppression as the API shows it to operators. */
export function toSuppressionView({ digest, scope, at, ...record }: SuppressionRecord): SuppressionView {
  const { active, how, by, reason, call_id } = record;
  return {
    id: `sup_${digest.slice(0, 24)}`,
    organization_id: scope === PLATFORM ? null : scope,
    active,
    how,
    by,
    reason,
    call_id,
    changed_at: new Date(at).toISOString(),
  };
}
