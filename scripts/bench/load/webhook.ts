import { randomUUID } from "node:crypto";
import { request } from "node:http";

import { monotonicMs } from "../clock.ts";
import type { Lane } from "../site/lanes.ts";

/** One webhook as its sender saw it; times in milliseconds of the monotonic clock. */
export interface Sent {
  lane: Lane;
  sentAt: number;
  /** When the status line of the answer was read. */
  answeredAt: number;
  /** 0: no answer. */
  status: number;
  /** How much later than planned the sender came to it: its own lateness, not the product's. */
  lateMs: number;
}

/** Where webhooks go: the front proxy, or a Worker's own socket. */
export interface Target {
  host: string;
  port: number;
}

export interface Words {
  title: string;
}

const GIVE_UP_MS = 30_000;

/** Sends one alert of a new problem over a connection of its own, as a monitoring tool does. Never rejects. */
export function sendWebhook(target: Target, lane: Lane, { title }: Words, lateMs = 0): Promise<Sent> {
  const body = JSON.stringify({
    title,
    severity: "critical",
    message: "Seen by the benchmark.",
    dedup_key: randomUUID(),
  });
  return new Promise((resolve) => {
    const outgoing = request({
      host: target.host,
      port: target.port,
      path: `/api/wh/${lane.endpointUuid}`,
      method: "POST",
      headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
      agent: false,
      timeout: GIVE_UP_MS,
    });
    const done = (status: number): void =>
      resolve({ lane, sentAt, answeredAt: monotonicMs(), status, lateMs });
    outgoing.once("response", (response) => {
      done(response.statusCode ?? 0);
      response.resume();
    });
    outgoing.once("timeout", () => outgoing.destroy());
    outgoing.once("error", () => done(0));
    const sentAt = monotonicMs();
    outgoing.end(body);
  });
}
