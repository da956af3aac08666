import type { Adapter } from "../engine/adapter.ts";

/** Site24x7, whose keys are in capitals. `REASON` tells why the action ran, `INCIDENT_REASON` what is wrong. */
export const site24x7: Adapter = {
  tool: "site24x7",
  detect: [{ has: ["MONITORNAME", "STATUS"] }, { has: ["MONITOR_DASHBOARD_LINK"] }],
  state: [{ from: "STATUS", is: { firing: "down|trouble|critical", resolved: "up" } }],
  severity: [{ from: "STATUS", is: { critical: "critical", minor: "trouble" } }],
  title: ["{MONITORNAME} is {STATUS}: {INCIDENT_REASON}", "{MONITORNAME} is {STATUS}"],
  dedup: ["monitor:{MONITOR_ID|MONITORID}", "monitor:{MONITORNAME}"],
  url: ["MONITOR_DASHBOARD_LINK", "RCA_LINK"],
};
