import type { Standing, StandingQuestion } from "../desk-protocol.ts";
import type { DeskParts } from "./parts.ts";

/** What this Desk alone knows of what a webhook would meet now. Changes nothing. */
export function standing(
  { alerts, objections, ruleCounts }: Pick<DeskParts, "alerts" | "objections" | "ruleCounts">,
  { endpoint_id, dedup_keys, count_ids }: StandingQuestion,
): Standing {
  const open = dedup_keys.flatMap((dedup_key) => {
    const found = alerts.openByKey(endpoint_id, dedup_key)?.alert;
    return found === undefined ? [] : [{ dedup_key, alert_id: found.id, state: found.state }];
  });
  return {
    objections: [...objections.all()],
    open,
    counts: count_ids.map((id) => ({ id, moments: [...ruleCounts.earlier(id)] })),
  };
}
