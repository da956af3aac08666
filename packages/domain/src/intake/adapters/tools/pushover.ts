import type { Adapter } from "../engine/adapter.ts";

/** Pushover's message API: priorities from -2 to 2. */
export const pushover: Adapter = {
  tool: "pushover",
  detect: [{ has: ["token", "user", "message"] }, { has: ["token", "user", "retry", "expire"] }],
  severity: [{ from: "priority", is: { critical: "2", major: "1", info: "-1|-2" } }],
  notSeverity: ["priority"],
  url: ["url"],
};
