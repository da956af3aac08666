import type { Adapter } from "../engine/adapter.ts";

/** Cloudflare's notifications; older ones carry no state. */
export const cloudflare: Adapter = {
  tool: "cloudflare",
  detect: [
    { has: ["policy_id", "alert_type", "account_id"] },
    { is: { "header:cf-webhook-auth": /./ } },
    { has: ["alert_correlation_id"] },
  ],
  state: [
    { from: "alert_event", is: { firing: "alert_state_event_start", resolved: "alert_state_event_end" } },
  ],
  notSeverity: ["alert_type"],
  title: ["{text}", "{name}: {alert_type:words}"],
  dedup: [
    "{alert_correlation_id}",
    "{policy_id}/{alert_type}/{data.unreachable_zones[0].zone_name}",
    "{policy_id}/{alert_type}",
  ],
  url: ["data.dashboard_link"],
};
