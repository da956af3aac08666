import type { Adapter } from "../engine/adapter.ts";

/** PagerDuty's outgoing webhooks, version 3. */
export const pagerdutyWebhook: Adapter = {
  tool: "pagerduty-webhook",
  detect: [{ has: ["event.event_type", "event.data"] }, { is: { "header:x-pagerduty-signature": /./ } }],
  state: [
    {
      from: "event.event_type",
      is: {
        resolved: "incident.resolved",
        notice: "pagey.ping|service.created|service.updated|service.deleted",
      },
    },
    { from: "event.data.status", is: { firing: "triggered|acknowledged", resolved: "resolved" } },
  ],
  severity: [
    { from: "event.data.priority.summary" },
    { from: "event.data.urgency", is: { critical: "high", minor: "low" } },
  ],
  title: ["{event.data.title|event.data.incident.summary|event.data.summary}"],
  dedup: ["incident:{event.data.incident_key|event.data.incident.id|event.data.id}"],
  url: ["event.data.html_url"],
};
