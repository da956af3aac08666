import { emptyAlert } from "@callping/domain/intake/empty-alert";
import type { IncomingEvent } from "@callping/domain/intake/event";
import type { Sent } from "../webhook/sent.ts";
import { madeKey } from "./keys.ts";
import { oneEvent } from "./one-event.ts";
import { isRecord } from "./read-json.ts";

const TOOL = "prometheus";
/** Twice what Prometheus sends at once (`--alertmanager.notification-batch-size`, 256). */
const MOST_ALERTS = 512;

/**
 * Alerts as Prometheus and its kin push them to an Alertmanager. An alert is over when its `endsAt` lies in the past,
 * and firing whatever else it says: also without an `endsAt`, with one that is no time, or with Go's zero time.
 * @param alerts elements of the body's list.
 * @param now milliseconds since the epoch.
 * @see https://prometheus.io/docs/alerting/latest/alerts_api/
 */
export async function readPushedAlerts(
  alerts: readonly unknown[],
  sent: Sent,
  now: number,
): Promise<IncomingEvent[]> {
  const events: IncomingEvent[] = [];
  for (const alert of alerts.slice(0, MOST_ALERTS)) events.push(await readPushed(alert, sent, now));
  const left = alerts.slice(MOST_ALERTS).filter((alert) => stateOf(alert, now) === "firing").length;
  if (left > 0) events.push({ ...emptyAlert(""), tool: TOOL, title: `${left} more alerts in one request` });
  return events;
}

async function readPushed(alert: unknown, sent: Sent, now: number): Promise<IncomingEvent> {
  const body = new TextEncoder().encode(JSON.stringify(alert));
  const { event } = oneEvent({ ...sent, body }, TOOL, { state: stateOf(alert, now), dedupKey: null });
  const labels = isRecord(alert) && isRecord(alert["labels"]) ? Object.entries(alert["labels"]) : [];
  if (labels.length === 0) return event;
  // The whole label set is what a Prometheus alert is known by, in any order.
  const sorted = labels.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { ...event, dedupKey: `labels:${await madeKey(sorted)}` };
}

function stateOf(alert: unknown, now: number): "firing" | "resolved" {
  const endsAt =
    isRecord(alert) && typeof alert["endsAt"] === "string" ? Date.parse(alert["endsAt"]) : Number.NaN;
  return endsAt > 0 && endsAt <= now ? "resolved" : "firing";
}
