import type { Adapter } from "../engine/adapter.ts";

/** Datadog's webhook, as its default template and the documented variables name the fields. */
export const datadog: Adapter = {
  tool: "datadog",
  detect: [
    { has: ["alert_transition"] },
    { has: ["alert_type", "event_type", "org.id"] },
    { has: ["title"], is: { "header:user-agent": /^datadog/i } },
  ],
  state: [
    {
      from: "alert_transition",
      is: {
        firing: "triggered|re-triggered|retriggered|no data|re-no data|warn|re-warn|renotify",
        resolved: "recovered|no data recovered|warn recovered",
      },
    },
  ],
  severity: [
    { from: "alert_priority", is: { critical: "p1", major: "p2", minor: "p3", info: "p4|p5" } },
    { from: "alert_type", is: { major: "error", minor: "warning", info: "info" } },
  ],
  notSeverity: ["priority", "alert_type"],
  title: ["{alert_title}", "{title|event_title}"],
  dedup: ["monitor:{alert_id}/{alert_scope}", "monitor:{alert_id}", "{aggreg_key|alert_cycle_key}"],
  url: ["link", "url", "event_link"],
};
