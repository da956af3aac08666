import type { Adapter } from "../engine/adapter.ts";

/** Wazuh's alerts as its integrator forwards them. Levels go up to 16. */
export const wazuh: Adapter = {
  tool: "wazuh",
  detect: [
    { has: ["rule.level", "rule.description", "agent.id"] },
    { has: ["rule.level", "rule.groups", "full_log"] },
  ],
  severity: [{ from: "rule.level", atLeast: { info: 0, minor: 4, major: 12, critical: 15 } }],
  title: ["{rule.description}"],
  dedup: ["{agent.id}/{rule.id}"],
};
