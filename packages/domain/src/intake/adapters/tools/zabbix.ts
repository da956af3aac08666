import type { Adapter } from "../engine/adapter.ts";

/** Zabbix, by the names its macros usually get. `value` 1 is a problem, 0 its end; severities go from 0 to 5. */
export const zabbix: Adapter = {
  tool: "zabbix",
  detect: [
    { has: ["event_nseverity"] },
    { has: ["event_value", "trigger_id"] },
    { has: ["trigger", "hostname", "severity", "status"] },
    { has: ["trigger_name", "host_name"] },
    { has: ["eventid", "triggerid"] },
    { is: { "header:user-agent": /^zabbix/i } },
  ],
  state: [
    { from: "event_value", is: { firing: "1", resolved: "0" } },
    { from: "event_update_status", is: { firing: "1" } },
    { from: "status", is: { firing: "problem|1", resolved: "ok|resolved" } },
    { from: "trigger_status", is: { firing: "problem", resolved: "ok" } },
  ],
  severity: [
    {
      from: "severity",
      is: {
        critical: "disaster",
        major: "high|average",
        minor: "warning",
        info: "information|not classified",
      },
    },
    { from: "event_nseverity", is: { critical: "5", major: "4|3", minor: "2", info: "1|0" } },
    {
      from: "trigger_severity",
      is: {
        critical: "disaster",
        major: "high|average",
        minor: "warning",
        info: "information|not classified",
      },
    },
  ],
  title: ["{title|subject|event_name}", "{trigger|trigger_name}"],
  dedup: [
    "trigger:{trigger_id|triggerid}",
    "trigger:{hostname|host_name|host}/{trigger|trigger_name}",
    "event:{event_id|eventid}",
  ],
  url: ["link", "event_url"],
};
