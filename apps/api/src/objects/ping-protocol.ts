import type { Signal } from "@callping/domain/heartbeats/heartbeat";
import type { AlertReceipt } from "./desk-protocol.ts";

/** A ping on its way into a Desk. */
export interface PingInput {
  request_id: string;
  endpoint_uuid: string;
  signal: Signal;
  method: string;
  content_type: string | null;
  /** Credentials are stripped already. */
  headers: Record<string, string>;
  /** At most 256 KiB; kept only when the ping begins or ends an alert. */
  body: string;
  alert_key: string | null;
}

export type PingResult =
  | {
      ok: true;
      request_id: string;
      state: "up" | "down";
      /** ISO 8601: when it rings if no ping comes before; `null` while its alert is open. */
      missing_from: string | null;
      alerts: AlertReceipt[];
    }
  | { ok: false; reason: "unknown_endpoint" | "not_a_heartbeat" | "wrong_alert_key" };
