import type { Adapter } from "../engine/adapter.ts";

/** Opsgenie and Jira Service Management: outgoing webhooks. */
export const opsgenieWebhook: Adapter = {
  tool: "opsgenie-webhook",
  detect: [{ has: ["action", "alert.alertId"] }],
  state: [
    {
      from: "action",
      is: {
        firing: "create|acknowledge|escalate|unacknowledge|snoozeended",
        resolved: "close|delete",
        notice: "addnote",
      },
    },
  ],
  severity: [
    { from: "alert.priority", is: { critical: "p1|1", major: "p2|2", minor: "p3|3", info: "p4|p5|4|5" } },
  ],
  title: ["{alert.message}"],
  dedup: ["{alert.alias|alert.alertId}"],
};
