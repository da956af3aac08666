import type { Adapter } from "../engine/adapter.ts";

/** Gotify's messages: priorities go up to 10. */
export const gotify: Adapter = {
  tool: "gotify",
  detect: [{ is: { priority: /^\d+$/ }, has: ["title", "message", "extras"] }],
  severity: [{ from: "priority", atLeast: { info: 0, minor: 4, critical: 7 } }],
  title: ["{title}: {message}"],
};
