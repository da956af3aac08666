import { isTold, STOP_MESSAGES, STOP_REASONS } from "../caps/stop.ts";
import type { Finding } from "./finding.ts";

/** Calls of today that were not made. */
export interface HeldBack {
  reason: string;
  count: number;
}

/** What fences against fraud hold back today; an organization whose calls are stopped has one finding, the worst. */
export function auditHeldBack(
  { id, name, isStopped }: { id: string; name: string; isStopped: boolean },
  held: readonly HeldBack[],
): Finding[] {
  const subject = { kind: "organization", id, name } as const;
  if (isStopped)
    return [
      {
        code: "calls_stopped",
        severity: "nobody_reached",
        subject,
        message: `No alert rings anybody. ${STOP_MESSAGES.calls_stopped}`,
        whatToDo: "Write to the support: an operator lets calls go on.",
      },
    ];
  const reasons = STOP_REASONS.filter((reason) => reason !== "calls_stopped" && isTold(reason));
  return reasons.flatMap((reason): Finding[] => {
    const count = held.reduce((sum, one) => sum + (one.reason === reason ? one.count : 0), 0);
    if (count === 0) return [];
    const calls = count === 1 ? "1 call was" : `${count} calls were`;
    return [
      {
        code: "calls_held_back",
        severity: "fewer_than_planned",
        subject,
        message: `${calls} not made today. ${STOP_MESSAGES[reason]}`,
        whatToDo: "Look at GET /api/v1/refusals and /api/v1/caps; write to the support to have it raised.",
      },
    ];
  });
}
