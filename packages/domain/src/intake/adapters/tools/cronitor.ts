import type { Adapter } from "../engine/adapter.ts";

/** Cronitor. `type` is the state, `id` the monitor's key. */
export const cronitor: Adapter = {
  tool: "cronitor",
  detect: [
    { has: ["id", "monitor", "type", "rule"] },
    { is: { type: /^(?:alert|recovery)$/i }, has: ["monitor", "description"] },
  ],
  state: [{ from: "type", is: { firing: "alert", resolved: "recovery" } }],
  title: ["{monitor} {type:words}: {description}", "{monitor} {type:words}"],
  dedup: ["monitor:{id|monitor}"],
};
