import type { Alert } from "@callping/domain/alerts/alert";
import type { DeskParts } from "./parts.ts";

/** Whoever an alert rings is not tested meanwhile on another phone; on the same one its line gives the alert the way. */
export function withdrawDrills(parts: DeskParts, { run }: Alert, now: number): void {
  for (const { drill } of parts.drills.open()) {
    const { id, phoneId, memberId, attempts, state } = drill;
    const attempt = attempts.at(-1);
    const rung = run.attempts.filter((one) => one.state === "live" && one.memberId === memberId);
    if (state !== "calling" || attempt === undefined || rung.length === 0) continue;
    if (rung.every((one) => one.phoneId !== phoneId))
      parts.deliveries.add("withdraw", attempt.id, phoneId, id, now);
  }
}
