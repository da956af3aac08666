import { AWAY_SECONDS } from "@callping/domain/alerts/backlog";
import { commitStep, stepStored } from "./apply.ts";
import type { DeskParts } from "./parts.ts";

/**
 * Looks whether this Desk has missed a moment, and tells every open alert: before anything else happens to one of them,
 * so that nobody is escalated past and what is left is one call a person.
 */
export function comeBackIfAway(parts: DeskParts): void {
  const missed = parts.alerts.nextWake();
  const lateSeconds = missed === null ? 0 : Math.round((Date.now() - missed) / 1000);
  if (lateSeconds <= AWAY_SECONDS) return;
  for (const stored of parts.alerts.open())
    commitStep(parts, stored, stepStored(parts, stored, { kind: "returned", lateSeconds }));
}
