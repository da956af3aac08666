import { createId } from "@callping/contract/ids";
import type { HeartbeatNews, HeartbeatSettings, HeartbeatState } from "@callping/domain/heartbeats/heartbeat";
import { OWN_KEYS } from "@callping/domain/alerts/own-keys";
import type { IncomingEvent } from "@callping/domain/intake/event";
import type { AlertReceipt, Snapshot, SnapshotEndpoint } from "../desk-protocol.ts";
import type { PingInput } from "../ping-protocol.ts";
import type { DeskParts } from "./parts.ts";
import { takeEvent } from "./take-event.ts";
import { iso } from "./views.ts";

export interface News {
  snapshot: Snapshot;
  endpoint: SnapshotEndpoint;
  settings: HeartbeatSettings;
  state: HeartbeatState;
  news: NonNullable<HeartbeatNews>;
}

const MAX_MESSAGE = 2000;

/**
 * What a heartbeat has to say becomes an event like any webhook's: same rules, plan and timeline, and a record of its own
 * among the requests. Inside the caller's commit.
 * @param ping `null`: nothing came, which is the news
 */
export function raiseNews(parts: DeskParts, told: News, ping: PingInput | null): AlertReceipt[] {
  const { snapshot, endpoint, news } = told;
  const requestId = ping?.request_id ?? createId("request");
  const now = Date.now();
  const event = eventOf(told, ping);
  const alerts = takeEvent(parts, snapshot, endpoint, event, requestId);
  const body = ping?.body ?? JSON.stringify(event.payload);
  parts.requests.save(
    {
      id: requestId,
      organization_id: snapshot.organization.id,
      endpoint_id: endpoint.id,
      received_at: iso(now),
      method: ping?.method ?? "HEARTBEAT",
      content_type: ping === null ? "application/json" : ping.content_type,
      headers: ping?.headers ?? {},
      body,
      body_bytes: new TextEncoder().encode(body).byteLength,
      result: `heartbeat_${news}`,
      alert_ids: alerts.map((alert) => alert.id),
    },
    now,
    null,
    { ok: true, request_id: requestId, alerts, paused: endpoint.paused },
  );
  parts.outbox.add("request", requestId);
  return alerts;
}

function eventOf({ endpoint, settings, state, news }: News, ping: PingInput | null): IncomingEvent {
  const last = state.lastPingAt === null ? null : iso(state.lastPingAt);
  const titles = {
    missing: `No heartbeat from ${endpoint.name}`,
    failed: `${endpoint.name} reported a failure`,
    back: `${endpoint.name} is back`,
  };
  return {
    state: news === "back" ? "resolved" : "firing",
    severity: null,
    severitySource: null,
    title: titles[news],
    titleSource: null,
    message: messageOf(news, last, ping),
    dedupKey: OWN_KEYS.heartbeat,
    url: null,
    tool: "heartbeat",
    test: false,
    payload: {
      heartbeat: news,
      last_ping_at: last,
      grace_seconds: settings.graceSeconds,
      ...settings.schedule,
    },
  };
}

function messageOf(news: News["news"], last: string | null, ping: PingInput | null): string {
  if (news === "missing")
    return last === null ? "It began its work and never ended it." : `The last ping came at ${last}.`;
  const said = ping?.body.trim().slice(0, MAX_MESSAGE) ?? "";
  return said === "" ? "The ping carried no text." : said;
}
