import { toolKey } from "@callping/domain/alerts/own-keys";
import type { AlertReceipt, DoorCommand, SnapshotEndpoint } from "../desk-protocol.ts";
import type { StoredAlert } from "./alert-store.ts";
import { commitStep, stepStored } from "./apply.ts";
import type { DeskParts } from "./parts.ts";
import { toReceipt } from "./views.ts";

/** What a tool asks of an open alert of its own endpoint; nothing when there is none, for it may be closed already. */
export function takeCommand(
  parts: DeskParts,
  endpoint: SnapshotEndpoint,
  command: DoorCommand,
): AlertReceipt[] {
  const open = findOpen(parts, endpoint, command);
  if (open === null) return [];
  const { action, tool } = command;
  const event =
    action === "resolve"
      ? ({ kind: "tool_resolved", tool } as const)
      : ({ kind: "commanded", action, actor: { type: "tool", name: tool } } as const);
  return [toReceipt(commitStep(parts, open, stepStored(parts, open, event)).alert, true)];
}

function findOpen(
  parts: DeskParts,
  endpoint: SnapshotEndpoint,
  { alert_id, dedup_key }: DoorCommand,
): StoredAlert | null {
  const byId = alert_id === null ? null : parts.alerts.byId(alert_id);
  // Whoever knows one endpoint's id says nothing about alerts of another.
  if (byId !== null && byId.alert.endpointId === endpoint.id && byId.alert.closedAt === null) return byId;
  return dedup_key === null ? null : parts.alerts.openByKey(endpoint.id, toolKey(dedup_key));
}
