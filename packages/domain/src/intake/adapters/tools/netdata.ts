import type { Adapter } from "../engine/adapter.ts";

/** Netdata Cloud: alerts, whose severity `clear` is their end, and reachability. */
export const netdata: Adapter = {
  tool: "netdata",
  detect: [
    { has: ["alert", "chart", "context", "severity"] },
    { has: ["status.reachable", "host"] },
    { has: ["additional_active_critical_alerts"] },
  ],
  state: [
    { from: "severity", is: { resolved: "clear" } },
    { from: "status.reachable", is: { firing: "false", resolved: "true" } },
    { from: "severity", is: { firing: "warning|critical" } },
  ],
  severity: [{ from: "severity", is: { critical: "critical", minor: "warning" } }],
  title: ["{message}", "{alert} on {chart}: {info}"],
  dedup: ["{alert}/{chart}/{context}", "reachability:{host}"],
  url: ["alert_url", "url"],
};
