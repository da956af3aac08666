import type { Adapter } from "../engine/adapter.ts";

/** LibreNMS' API transport. `state`: 0 recovered, 1 alert, 2 acknowledged, 3 worse, 4 better, 5 changed; `status` is the device's. */
export const librenms: Adapter = {
  tool: "librenms",
  detect: [
    { has: ["alert_id", "rule_id", "sysName"] },
    { has: ["device_id", "alerted", "state"] },
    { has: ["hostname", "sysDescr", "severity"] },
  ],
  state: [{ from: "state", is: { firing: "1|2|3|4|5", resolved: "0" } }],
  severity: [{ from: "severity", is: { critical: "critical", minor: "warning" } }],
  title: ["{title}", "{name} on {hostname}"],
  dedup: ["alert:{alert_id}", "rule:{hostname}/{rule_id}"],
};
