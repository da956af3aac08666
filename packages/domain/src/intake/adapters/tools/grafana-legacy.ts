import type { Adapter } from "../engine/adapter.ts";

/** Grafana before 9: one rule a body, its tags as a map. */
export const grafanaLegacy: Adapter = {
  tool: "grafana-legacy",
  detect: [{ has: ["ruleId", "state", "evalMatches"] }, { has: ["ruleId", "ruleName", "state"] }],
  state: [{ from: "state", is: { firing: "alerting|no_data|pending", resolved: "ok", notice: "paused" } }],
  title: ["{title}", "{ruleName}: {message}", "{ruleName}"],
  dedup: ["rule:{orgId}/{ruleId}", "rule:{ruleId}"],
  url: ["ruleUrl"],
};
