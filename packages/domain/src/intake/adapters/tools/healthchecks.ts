import type { Adapter } from "../engine/adapter.ts";

/** Healthchecks.io: its PagerDuty-like provider and the template of its documentation. */
export const healthchecks: Adapter = {
  tool: "healthchecks",
  detect: [
    { is: { client: /^healthchecks/i }, has: ["event_type"] },
    { has: ["ping_url", "status", "n_pings"] },
  ],
  state: [
    { from: "event_type", is: { firing: "trigger", resolved: "resolve" } },
    { from: "status", is: { firing: "down", resolved: "up" } },
  ],
  title: ["{title|description}", "{name} is {status}"],
  dedup: ["{incident_key}", "check:{unique_key|uuid|code}"],
  url: ["client_url"],
};
