import type { Adapter } from "../engine/adapter.ts";

/** Graylog's event notifications (priorities go up from 1) and its older stream alerts. */
export const graylog: Adapter = {
  tool: "graylog",
  detect: [{ has: ["event_definition_id", "event"] }, { has: ["check_result.triggered_condition"] }],
  state: [{ from: "check_result.triggered", is: { firing: "true" } }],
  severity: [{ from: "event.priority", is: { critical: "3|4", minor: "2", info: "1" } }],
  title: ["{event_definition_title|event.message}", "{check_result.result_description}"],
  dedup: [
    "definition:{event_definition_id}/{event.key}",
    "definition:{event_definition_id}",
    "condition:{check_result.triggered_condition.id}",
  ],
};
