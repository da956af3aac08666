import { createId } from "@callping/contract/ids";
import { OPERATORS_DESK, OPERATORS_ENDPOINT, operatorsSnapshot } from "../../services/watch/operators.ts";
import type { ReceiveInput } from "../desk-protocol.ts";
import type { DeskParts } from "./parts.ts";
import type { WatchRow } from "./watch-store.ts";

/** The timer that tells the operators again when they could not be told. */
export const WATCH_TIMER = "watch";

/** After this the operators are told again, when their Desk could not be reached. */
const AGAIN_MS = 60_000;

/**
 * What the watcher found becomes an alert of the operators' own: the same Desk code, plan and telephone lines as any
 * customer's, and fixed words. Where no operator is named it stays in the logs and in the readiness report.
 */
export async function tellOperators(parts: DeskParts): Promise<void> {
  const rows = parts.watched.untold();
  if (rows.length === 0) return;
  const snapshot = operatorsSnapshot(parts.env.OPERATOR_PHONES);
  // The operators' own Desk cannot help itself by an alert to itself.
  if (snapshot !== null && parts.name !== OPERATORS_DESK) {
    // Set first: whatever dies now, they are told again; a repeat joins the alert that is open.
    parts.timers.set(WATCH_TIMER, Date.now() + AGAIN_MS);
    const desk = parts.env.DESK.getByName(OPERATORS_DESK);
    await desk.replaceSnapshot(snapshot);
    const answer = await desk.receive(inputOf(parts.name, rows));
    if (!answer.ok) throw new Error(`the operators' Desk did not take it: ${answer.reason}`);
  }
  parts.watched.noteTold(rows.map(({ id }) => id));
  parts.timers.clear(WATCH_TIMER);
}

/** Nothing of a customer's text: ids and problems only. */
function inputOf(desk: string, rows: readonly WatchRow[]): ReceiveInput {
  const requestId = createId("request");
  const repaired = rows.every((row) => row.repaired === 1);
  const payload = { desk, findings: rows.map(({ alert_id, problem }) => ({ alert_id, problem })) };
  const body = JSON.stringify(payload);
  return {
    request_id: requestId,
    endpoint_uuid: OPERATORS_ENDPOINT,
    received_at: Date.now(),
    method: "WATCH",
    content_type: "application/json",
    headers: {},
    body,
    body_bytes: new TextEncoder().encode(body).byteLength,
    alert_key: null,
    idempotency_key: null,
    events: [
      {
        state: "firing",
        severity: "critical",
        severitySource: null,
        title: repaired
          ? "The watcher found an alert without a plan and repaired it"
          : "The watcher found an alert that it cannot repair",
        titleSource: null,
        message: null,
        dedupKey: `watch:${desk}`,
        url: null,
        tool: "watcher",
        test: false,
        payload,
      },
    ],
  };
}
