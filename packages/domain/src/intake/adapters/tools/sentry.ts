import type { Adapter } from "../engine/adapter.ts";

/** Sentry's integration platform (issue alerts, issues, metric alerts) and the older webhook plugin. */
export const sentry: Adapter = {
  tool: "sentry",
  detect: [
    { is: { "header:sentry-hook-resource": /./ } },
    { has: ["action", "data.event.issue_id"] },
    { has: ["action", "data.issue.shortId"] },
    { has: ["data.metric_alert.alert_rule"] },
    { has: ["culprit", "event", "project"] },
  ],
  state: [
    {
      from: "action",
      is: {
        firing: "triggered|created|critical|warning|unresolved|open",
        resolved: "resolved",
        notice: "assigned|archived|ignored",
      },
    },
  ],
  severity: [
    {
      from: "data.event.level",
      is: { critical: "fatal", major: "error", minor: "warning", info: "info|debug" },
    },
    {
      from: "data.issue.level",
      is: { critical: "fatal", major: "error", minor: "warning", info: "info|debug" },
    },
    { from: "action", is: { critical: "critical", minor: "warning" } },
  ],
  title: ["{data.description_title}", "{data.event.title|data.issue.title}", "{message|event.title}"],
  dedup: [
    "issue:{data.event.issue_id|data.issue.id}",
    "rule:{data.metric_alert.alert_rule.id}",
    "issue:{id}",
  ],
  url: ["data.event.web_url", "data.web_url", "data.issue.web_url", "data.issue.permalink", "url"],
};
