import type { Adapter } from "../engine/adapter.ts";

/** Google Cloud Monitoring's webhook, schema 1.1 and 1.2. */
export const gcpMonitoring: Adapter = {
  tool: "gcp-monitoring",
  detect: [
    { has: ["incident.incident_id", "incident.policy_name"] },
    { has: ["incident.condition_name", "incident.state"] },
  ],
  state: [{ from: "incident.state", is: { firing: "open", resolved: "closed" } }],
  severity: [{ from: "incident.severity", is: { critical: "critical", major: "error", minor: "warning" } }],
  title: [
    "{incident.summary}",
    "{incident.policy_name}: {incident.condition_name}",
    "{incident.policy_name|incident.condition_name}",
  ],
  dedup: ["incident:{incident.incident_id}"],
  url: ["incident.url"],
};
