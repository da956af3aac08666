import type { Adapter } from "../engine/adapter.ts";

/** Pingdom's state changes. `importance_level` is HIGH or LOW and stays so when the check is up again. */
export const pingdom: Adapter = {
  tool: "pingdom",
  detect: [{ has: ["check_id", "current_state", "check_name"] }],
  state: [
    {
      from: "current_state",
      is: { firing: "down|failing|failed|unconfirmed_down", resolved: "up|success|successful" },
    },
  ],
  severity: [{ from: "importance_level", is: { critical: "high", minor: "low" } }],
  title: ["{check_name}: {description}", "{check_name} is {current_state}"],
  dedup: ["check:{check_id}"],
  url: ["check_params.full_url"],
};
