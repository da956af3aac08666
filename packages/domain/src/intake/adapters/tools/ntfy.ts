import type { Adapter } from "../engine/adapter.ts";

/** ntfy's publish format: its priorities go up to 5, and the topic or title only announces the message. */
export const ntfy: Adapter = {
  tool: "ntfy",
  detect: [{ has: ["topic", "message", "priority"] }, { has: ["topic", "title", "message"] }],
  severity: [{ from: "priority", is: { critical: "5|max|urgent", major: "4|high", info: "1|2|min|low" } }],
  notSeverity: ["priority"],
  title: ["{title}: {message}", "{topic}: {message}"],
  url: ["click"],
};
