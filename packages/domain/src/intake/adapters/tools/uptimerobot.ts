import type { Adapter } from "../engine/adapter.ts";

/** UptimeRobot, by its variables' names in a template or in the query: 1 is down, 2 up, 3 an expiring certificate. */
export const uptimerobot: Adapter = {
  tool: "uptimerobot",
  detect: [
    { has: ["alert_type_friendly_name"] },
    { has: ["alertTypeFriendlyName"] },
    { has: ["monitorFriendlyName", "alertType"] },
    { has: ["monitor_friendly_name", "alert_type"] },
  ],
  state: ["alert_type", "alertType"].map((from) => ({ from, is: { firing: "1|3|4", resolved: "2" } })),
  title: [
    "{monitor_friendly_name|monitorFriendlyName}: {alert_details|alertDetails}",
    "{monitor_friendly_name|monitorFriendlyName} is {alert_type_friendly_name|alertTypeFriendlyName}",
  ],
  notSeverity: ["alert_type", "alertType"],
  dedup: [
    "monitor:{monitorID|monitor_id}",
    "monitor:{monitor_url|monitorURL}/{monitor_friendly_name|monitorFriendlyName}",
  ],
  url: ["monitor_url", "monitorURL"],
};
