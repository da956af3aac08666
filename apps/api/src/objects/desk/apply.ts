import type { Alert } from "@callping/domain/alerts/alert";
import { isWaitingForGroup } from "@callping/domain/alerts/grouping";
import type { AlertEffect, AlertEvent } from "@callping/domain/alerts/events";
import { step, type StepResult } from "@callping/domain/alerts/step";
import type { TimelineEntry } from "@callping/domain/alerts/timeline";
import type { StoredAlert } from "./alert-store.ts";
import type { DeskParts } from "./parts.ts";
import { peopleOf } from "./people.ts";
import { silencesOf } from "./silences.ts";
import { withdrawDrills } from "./withdraw-drills.ts";
import { iso } from "./views.ts";

/** Runs one event through the state machine of a stored alert and commits what follows. */
export function applyToAlert(parts: DeskParts, alertId: string, event: AlertEvent): void {
  const stored = parts.alerts.byId(alertId);
  if (stored === null) return;
  commitStep(parts, stored, stepStored(parts, stored, event));
  parts.detach("deliver", parts.deliver());
}

/** The state machine on a stored alert; nothing is written yet. */
export function stepStored(parts: DeskParts, stored: StoredAlert, event: AlertEvent): StepResult {
  const snapshot = parts.snapshots.get();
  const nobody = (): ReturnType<ReturnType<typeof peopleOf>> => ({
    targets: [],
    reason: "the organization has no configuration",
  });
  const { endpointId, rule } = stored.alert;
  const endpoint = snapshot?.endpoints.find(({ id }) => id === endpointId);
  const of = { scenario_id: rule.scenarioId, project_id: endpoint?.project_id ?? null };
  const people = snapshot === null ? nobody : peopleOf(snapshot, of, parts.objections);
  const now = Date.now();
  return step(stored.alert, event, now, people, silencesOf(snapshot, stored.alert.endpointId, now));
}

/** Writes an alert's new state, its timeline, what must be delivered and what D1 must learn: one commit. */
export function commitStep(parts: DeskParts, stored: StoredAlert, result: StepResult): StoredAlert {
  const now = Date.now();
  const entries = timelineOf(result.effects, stored.seq, now);
  const next: StoredAlert = {
    alert: result.alert,
    requestId: stored.requestId,
    seq: stored.seq + entries.length,
  };
  parts.commit(() => {
    parts.alerts.save(next, result.wakeAt);
    parts.alerts.append(next.alert.id, entries);
    for (const effect of result.effects) writeDelivery(parts, next, effect, now);
    if (result.effects.some(({ kind }) => kind === "dial")) withdrawDrills(parts, next.alert, now);
    parts.outbox.add("alert", next.alert.id);
    if (result.wakeAt !== null) parts.timers.setEarlier("alerts", result.wakeAt);
  });
  parts.live.send({ alert_id: next.alert.id }, next.alert.title, entries);
  if (next.alert.groupRef !== undefined) ringGroup(parts, next.alert, result.effects);
  return next;
}

/** What waits for its group rings along with a call that is dialled now, for the phones of its first step. */
function ringGroup(parts: DeskParts, alert: Alert, effects: readonly AlertEffect[]): void {
  const { groupRef } = alert;
  if (groupRef === undefined) return;
  if (!isWaitingForGroup(alert)) parts.groups.leave(alert.id);
  if (alert.run.step !== 0 || !effects.some(({ kind }) => kind === "dial")) return;
  for (const alertId of parts.groups.ring(groupRef, alert.id)) {
    const waiting = parts.alerts.byId(alertId);
    const event = { kind: "group_rings", alertId: alert.id } as const;
    if (waiting !== null) commitStep(parts, waiting, stepStored(parts, waiting, event));
  }
}

/** The lines that a step adds to a timeline. */
export function timelineOf(effects: readonly AlertEffect[], lastSeq: number, now: number): TimelineEntry[] {
  return effects
    .filter((effect) => effect.kind === "timeline")
    .map(({ actor, fact, occurredAt }, index) => ({
      seq: lastSeq + index + 1,
      at: iso(now),
      actor,
      ...(occurredAt !== null && { occurred_at: iso(occurredAt) }),
      ...fact,
    }));
}

function writeDelivery(parts: DeskParts, { alert }: StoredAlert, effect: AlertEffect, now: number): void {
  if (effect.kind === "timeline") return;
  const phoneId =
    effect.kind === "dial"
      ? alert.run.attempts.find((attempt) => attempt.id === effect.attemptId)?.phoneId
      : effect.phoneId;
  parts.deliveries.add(effect.kind, effect.attemptId, phoneId ?? "", alert.id, now);
}
