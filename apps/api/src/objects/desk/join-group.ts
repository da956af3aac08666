import type { Decision } from "@callping/domain/alerts/alert";
import { keyByTemplate } from "@callping/domain/alerts/dedup-template";
import { type GroupPlace, isWorse } from "@callping/domain/alerts/grouping";
import type { SnapshotEndpoint } from "../desk-protocol.ts";
import type { DeskParts } from "./parts.ts";
import type { Decided } from "./take-event.ts";

/** What a new alert of a grouping endpoint knows of its group. */
type Joined = { groupRef?: string; groupPlace?: GroupPlace };

/**
 * Finds the group of a new alert, and its place in it: it opens the window and rings at once, or joins the group's call
 * that rings now, or waits for the next one, at most until the window's end. Inside the caller's commit.
 */
export function joinGroup(
  parts: DeskParts,
  endpoint: SnapshotEndpoint,
  event: Decided,
  decision: Decision,
  alertId: string,
): Joined {
  const groupRef = refOf(endpoint, event, decision);
  if (groupRef === null) return {};
  const now = Date.now();
  const group = parts.groups.get(groupRef);
  const leader = group === null ? null : parts.alerts.byId(group.leaderId);
  const isOpen = group !== null && now < group.until && leader?.alert.closedAt === null;
  if (!isOpen || leader === null || isWorse(event.severity, leader.alert.severity)) {
    parts.groups.open(groupRef, alertId, now + (endpoint.grouping_window_seconds ?? 0) * 1000);
    return { groupRef };
  }
  if (rings(parts, group.leaderId) || rings(parts, group.ringsId))
    return { groupRef, groupPlace: { alertId: group.leaderId, until: null } };
  parts.groups.wait(groupRef, alertId);
  return { groupRef, groupPlace: { alertId: group.leaderId, until: group.until } };
}

/** Alerts that one rule of one scenario decided, so that the same people are rung for them. `null`: rings for itself. */
function refOf(
  { id, grouping_window_seconds = 0, grouping_template = null }: SnapshotEndpoint,
  event: Decided,
  { rule, action, paused }: Decision,
): string | null {
  if (grouping_window_seconds === 0 || paused || action.type === "record_only") return null;
  // Half a key would ring different things together: what the template cannot name rings for itself.
  const key = grouping_template === null ? "" : keyByTemplate(grouping_template, event);
  return key === null ? null : JSON.stringify([id, rule.scenarioId, rule.scenarioVersion, rule.id, key]);
}

/** Whether an alert's first step has a call that may still take others in: one that nobody has answered. */
function rings(parts: DeskParts, alertId: string): boolean {
  const stored = parts.alerts.byId(alertId);
  if (stored === null || stored.alert.state !== "triggered" || stored.alert.run.step !== 0) return false;
  return stored.alert.run.attempts.some(
    ({ state, callId }) =>
      state === "live" && (callId === null || parts.calls.record(callId)?.status !== "answered"),
  );
}
