import type { Adapter } from "../engine/adapter.ts";

/** New Relic: workflows' default template, and the older alert channels. */
export const newrelic: Adapter = {
  tool: "newrelic",
  detect: [
    { has: ["issueUrl", "state"] },
    { has: ["current_state", "condition_name"] },
    { has: ["incident_url", "condition_id"] },
  ],
  state: [
    { from: "state", is: { firing: "created|activated|open|acknowledged", resolved: "closed" } },
    { from: "current_state", is: { firing: "open|acknowledged", resolved: "closed" } },
  ],
  severity: [
    { from: "severity", is: { critical: "critical", minor: "warning", info: "info" } },
    { from: "priority", is: { critical: "critical", major: "high", minor: "medium", info: "low" } },
  ],
  title: ["{title}", "{details}", "{condition_name}"],
  dedup: ["issue:{issueId}", "condition:{condition_id}/{incident_id}", "issue:{id}"],
  url: ["issueUrl", "incident_url", "violationChartUrl"],
};
