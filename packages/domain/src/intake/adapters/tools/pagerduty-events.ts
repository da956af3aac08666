import type { Adapter } from "../engine/adapter.ts";

/** PagerDuty's Events API v2, which many tools can send. `routing_key` is a secret. */
export const pagerdutyEvents: Adapter = {
  tool: "pagerduty-events",
  isProtocol: true,
  detect: [{ has: ["event_action", "payload"] }, { has: ["event_action", "routing_key"] }],
  state: [{ from: "event_action", is: { firing: "trigger|acknowledge", resolved: "resolve" } }],
  severity: [
    {
      from: "payload.severity",
      is: { critical: "critical", major: "error", minor: "warning", info: "info" },
    },
  ],
  title: ["{payload.summary}"],
  dedup: ["{dedup_key}"],
  url: ["client_url", "links[0].href"],
};
