import type { Adapter } from "../engine/adapter.ts";

/** LogicMonitor, by its tokens' names. `alerttype` is the kind of check, not how bad it is. */
export const logicmonitor: Adapter = {
  tool: "logicmonitor",
  detect: [{ has: ["alertid", "alertstatus", "datasource"] }, { has: ["alertid", "alertstatus", "level"] }],
  state: [{ from: "alertstatus", is: { firing: "active|ack|escalate|reactive", resolved: "clear|cleared" } }],
  severity: [{ from: "level", is: { critical: "critical", major: "error", minor: "warn|warning" } }],
  notSeverity: ["alerttype"],
  title: ["{eventmsg|message}", "{datapointdesc|datapoint} on {host}"],
  dedup: ["alert:{alertid|internalid}"],
  url: ["alerturl", "hosturl"],
};
