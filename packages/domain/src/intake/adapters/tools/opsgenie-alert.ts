import type { Adapter } from "../engine/adapter.ts";

/** Opsgenie's alert API: `message` and `alias`; a close names its alert in the path. */
export const opsgenieAlert: Adapter = {
  tool: "opsgenie-alert",
  isProtocol: true,
  detect: [
    { has: ["message"], is: { priority: /^P[1-5]$/, "header:authorization": /^GenieKey/i } },
    { has: ["message", "alias", "responders"] },
  ],
  severity: [{ from: "priority", is: { critical: "p1", major: "p2", minor: "p3", info: "p4|p5" } }],
  title: ["{message}"],
  dedup: ["{alias}"],
};
