import { emptyAlert } from "@callping/domain/intake/empty-alert";
import type { IncomingEvent } from "@callping/domain/intake/event";
import type { Sent } from "../webhook/sent.ts";
import { madeKey } from "./keys.ts";
import { oneEvent } from "./one-event.ts";
import { isRecord } from "./read-json.ts";

const TOOL = "prometheus";
/** Twice what Prometheus sends at once (`--alertmanager.notification-batch-size`, 256). */
const MOST_ALERTS = 512;
/** The end is told by the sender's clock: one that is up to this much behind ours must not end an alert early. */
const SENDER_CLOCK_BEHIND_MS = 5 * 60_000;
/** Prometheus names an end minutes ahead. One that is further off than this says nothing about being pushed again. */
const FURTHEST_END_MS = 7 * 86_400_000;

/**
 * Alerts as Prometheus and its kin push them to an Alertmanager. An alert is over when its `endsAt` lies in the past,
 * and firing whatever else it says: also without an `endsAt`, with one that is no time, or with Go's zero time. One whose
 * `endsAt` lies ahead lapses there, unless it is pushed again.
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
  const read = { ...event, ...lapse(alert, now) };
  if (labels.length === 0) return read;
  // The whole label set is what a Prometheus alert is known by, in any order.
  const sorted = labels.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { ...read, dedupKey: `labels:${await madeKey(sorted)}` };
}

function stateOf(alert: unknown, now: number): "firing" | "resolved" {
  const endsAt = endOf(alert);
  return endsAt > 0 && endsAt <= now ? "resolved" : "firing";
}

/** When a firing alert counts as over unless it is pushed again, as an Alertmanager lets it lapse. */
function lapse(alert: unknown, now: number): { lapsesAt?: number } {
  const endsAt = endOf(alert);
  if (!(endsAt > now) || endsAt > now + FURTHEST_END_MS) return {};
  return { lapsesAt: endsAt + SENDER_CLOCK_BEHIND_MS };
}

/** Milliseconds since the epoch; `NaN` when it names no end. */
function endOf(alert: unknown): number {
  return isRecord(alert) && typeof alert["endsAt"] === "string" ? Date.parse(alert["endsAt"]) : Number.NaN;
}
