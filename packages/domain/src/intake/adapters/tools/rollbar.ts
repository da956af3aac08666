import type { Adapter } from "../engine/adapter.ts";

/** Rollbar. Levels go up from 10 (debug) to 50 (critical); `status` is 1 while active, 2 when resolved. */
export const rollbar: Adapter = {
  tool: "rollbar",
  detect: [
    { has: ["event_name", "data.item"] },
    { has: ["event_name", "data.deploy"] },
    { has: ["event_name", "data.occurrence"] },
  ],
  state: [
    {
      from: "event_name",
      is: {
        firing: "new_item|occurrence|reactivated_item|reopened_item|exp_repeat_item|item_velocity",
        resolved: "resolved_item",
        notice: "deploy|test",
      },
    },
  ],
  severity: [
    {
      from: "data.item.level",
      is: { critical: "critical", major: "error", minor: "warning", info: "info|debug" },
      atLeast: { info: 10, minor: 30, major: 40, critical: 50 },
    },
    {
      from: "data.occurrence.level",
      is: { critical: "critical", major: "error", minor: "warning", info: "info|debug" },
    },
    { from: "event_name", is: { info: "deploy" } },
  ],
  title: ["{data.item.title}", "{data.deploy.comment}", "{data.occurrence.body.message.body}"],
  dedup: ["item:{data.item.id}"],
  url: ["data.url", "data.item.url"],
};
