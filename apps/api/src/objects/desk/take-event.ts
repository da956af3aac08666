import { createId } from "@callping/contract/ids";
import { type Decision, isSilent } from "@callping/domain/alerts/alert";
import { isWaitingForGroup } from "@callping/domain/alerts/grouping";
import { type NewAlert, startAlert } from "@callping/domain/alerts/start";
import type { IncomingEvent } from "@callping/domain/intake/event";
import { readSubject } from "@callping/domain/mail/subject";
import type { AlertReceipt, Snapshot, SnapshotEndpoint } from "../desk-protocol.ts";
import type { StoredAlert } from "./alert-store.ts";
import { commitStep, stepStored } from "./apply.ts";
import { asksRules, type Decided, decide } from "./decide.ts";
import { joinGroup } from "./join-group.ts";
import type { DeskParts } from "./parts.ts";
import { peopleOf } from "./people.ts";
import { silencesOf } from "./silences.ts";
import { toReceipt } from "./views.ts";

/**
 * One event of a webhook: joins the open alert of its dedup key, closes it, or begins a new one. Notices are only kept.
 * @param times how many webhooks this event stands for
 */
export function takeEvent(
  parts: DeskParts,
  snapshot: Snapshot,
  endpoint: SnapshotEndpoint,
  event: IncomingEvent,
  requestId: string,
  times = 1,
): AlertReceipt[] {
  if (event.state === "notice") return [];
  const dedupKey = event.dedupKey ?? keyFromTitle(event.title);
  const open = parts.alerts.openByKey(endpoint.id, dedupKey) ?? onlyOpen(parts, endpoint, event);
  if (event.state === "resolved") {
    if (open === null) return [];
    const closed = commitStep(
      parts,
      open,
      stepStored(parts, open, { kind: "tool_resolved", tool: event.tool }),
    );
    return [toReceipt(closed.alert, true)];
  }
  const severity = event.severity ?? endpoint.default_severity;
  if (open !== null) {
    const decided = { ...event, severity, dedupKey };
    // Only an alert that has rung nobody can be affected by what the rules say now, and asking them costs something.
    const mayRing = isSilent(open.alert) || isWaitingForGroup(open.alert);
    const decision =
      (mayRing || asksRules(snapshot, endpoint)) && decide(parts, snapshot, endpoint, decided, times);
    const repeated = stepStored(parts, open, {
      kind: "repeated",
      requestId,
      severity,
      tool: event.tool,
      times,
      lapsesAt: event.lapsesAt ?? null,
      ...(decision !== false && mayRing && { decision }),
    });
    return [toReceipt(commitStep(parts, open, repeated).alert, true)];
  }
  const begun = begin(parts, snapshot, endpoint, { ...event, severity, dedupKey }, requestId, times);
  if (times === 1) return [toReceipt(begun.alert, false)];
  const { tool, lapsesAt = null } = event;
  const more = { kind: "repeated", requestId, severity, tool, times: times - 1, lapsesAt } as const;
  return [toReceipt(commitStep(parts, begun, stepStored(parts, begun, more)).alert, false)];
}

/** A body that names no key is the same problem when its title has the same words, whatever state they are said with. */
export function keyFromTitle(title: string | null): string {
  return `title:${readSubject(title).problem ?? (title ?? "").toLowerCase()}`;
}

/** A resolve that names neither key nor title can only mean the one alert that is open. */
function onlyOpen(parts: DeskParts, endpoint: SnapshotEndpoint, event: IncomingEvent): StoredAlert | null {
  if (event.state !== "resolved" || event.dedupKey !== null || event.title !== null) return null;
  const open = parts.alerts.openOfEndpoint(endpoint.id);
  return open.length === 1 ? (open[0] ?? null) : null;
}

function begin(
  parts: DeskParts,
  snapshot: Snapshot,
  endpoint: SnapshotEndpoint,
  event: Decided,
  requestId: string,
  times: number,
): StoredAlert {
  const id = createId("alert");
  const now = Date.now();
  const decision = decide(parts, snapshot, endpoint, event, times);
  const result = startAlert(
    {
      ...newAlertOf(endpoint, event, { id, requestId }, decision),
      ...joinGroup(parts, endpoint, event, decision, id),
    },
    now,
    peopleOf(snapshot, endpoint, parts.objections),
    silencesOf(snapshot, endpoint.id, now),
  );
  return commitStep(parts, { alert: result.alert, requestId, seq: 0 }, result);
}

/** The alert that an event begins when no open one takes it. */
export function newAlertOf(
  endpoint: SnapshotEndpoint,
  event: Decided,
  ids: Pick<NewAlert, "id" | "requestId">,
  decision: Decision,
): NewAlert {
  return {
    ...ids,
    endpointId: endpoint.id,
    dedupKey: event.dedupKey,
    severity: event.severity,
    title: titleOf(event, endpoint),
    message: event.message,
    url: event.url,
    tool: event.tool,
    test: event.test,
    ...decision,
    autoCloseSeconds: endpoint.auto_close_seconds,
    lapsesAt: event.lapsesAt ?? null,
  };
}

/** What the reader calls an empty body before it knows the endpoint's name. */
const EMPTY_TITLE = "Empty alert from this endpoint";

function titleOf(event: Decided, endpoint: SnapshotEndpoint): string {
  if (event.title === EMPTY_TITLE) return `Empty alert from ${endpoint.name}`;
  return event.title ?? `Alert from ${endpoint.name}`;
}
