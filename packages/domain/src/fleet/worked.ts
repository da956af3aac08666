import { isTrunkFailure, type Outcome } from "../calls/outcomes.ts";

/** Ends that say nothing of the trunk, unless the telephone had rung. */
const SILENT_ON_IT: ReadonlySet<Outcome> = new Set([
  "cancelled",
  "lost",
  "failed",
  "no_permitted_route",
  "capped",
]);

/** Whether the trunk did its part in a leg that ended so; `null` when the end does not tell. */
export function didTrunkWork(outcome: Outcome, rang: boolean): boolean | null {
  if (isTrunkFailure(outcome)) return false;
  return SILENT_ON_IT.has(outcome) && !rang ? null : true;
}
