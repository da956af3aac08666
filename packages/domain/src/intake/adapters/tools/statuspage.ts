import type { Adapter } from "../engine/adapter.ts";

/** Atlassian Statuspage: incidents, whose impact is their severity, and components. The page's own status is another thing. */
export const statuspage: Adapter = {
  tool: "statuspage",
  detect: [
    { has: ["page.status_indicator", "component_update"] },
    { has: ["page.status_indicator", "incident"] },
  ],
  state: [
    {
      from: "component_update.new_status",
      is: {
        firing: "degraded_performance|partial_outage|major_outage",
        resolved: "operational",
        notice: "under_maintenance",
      },
    },
    {
      from: "incident.status",
      is: {
        firing: "investigating|identified|monitoring",
        resolved: "resolved|postmortem",
        notice: "scheduled|in_progress|verifying|completed",
      },
    },
  ],
  severity: [
    {
      from: "component_update.new_status",
      is: {
        critical: "major_outage",
        major: "partial_outage",
        minor: "degraded_performance",
        info: "under_maintenance",
      },
    },
    {
      from: "incident.impact",
      is: { critical: "critical", major: "major", minor: "minor", info: "none|maintenance" },
    },
  ],
  title: ["{incident.name}", "{component.name} is {component_update.new_status:words}"],
  dedup: ["incident:{incident.id}", "component:{component.id}"],
  url: ["incident.shortlink"],
};
