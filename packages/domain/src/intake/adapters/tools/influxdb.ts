import type { Adapter } from "../engine/adapter.ts";

/** InfluxDB 2's notification rules, whose keys begin with an underscore. */
export const influxdb: Adapter = {
  tool: "influxdb",
  detect: [{ has: ["_check_id", "_level"] }, { has: ["_check_name", "_notification_rule_name"] }],
  state: [{ from: "_level", is: { firing: "crit|warn|info|unknown", resolved: "ok" } }],
  severity: [{ from: "_level", is: { critical: "crit", minor: "warn", info: "info" } }],
  title: [
    "{_message}",
    "{_check_name} is {_level} ({device|host|_source_measurement}, {value})",
    "{_check_name} is {_level}",
  ],
  dedup: ["check:{_check_id}/{device|host}", "check:{_check_id}"],
};
