import type { Adapter } from "../engine/adapter.ts";

/** Honeybadger: faults, uptime and check-ins. */
export const honeybadger: Adapter = {
  tool: "honeybadger",
  detect: [
    { has: ["event", "fault"] },
    { has: ["event", "site", "project"] },
    { has: ["event", "check_in", "project"] },
  ],
  state: [
    {
      from: "event",
      is: {
        firing: "occurred|reopened|rate_exceeded|down|check_in_missing|cert_will_expire|unresolved",
        resolved: "resolved|up|check_in_reporting",
        notice: "deployed|assigned|commented",
      },
    },
  ],
  title: ["{message}"],
  dedup: ["fault:{fault.id}", "site:{site.id}", "check-in:{check_in.id}"],
  url: ["fault.url", "site.details_url", "outage.details_url", "check_in.details_url"],
};
