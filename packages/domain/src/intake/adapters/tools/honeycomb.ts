import type { Adapter } from "../engine/adapter.ts";

/** Honeycomb's triggers. */
export const honeycomb: Adapter = {
  tool: "honeycomb",
  detect: [
    { has: ["trigger_url", "result_groups"] },
    { is: { "header:x-honeycomb-webhook-token": /./ } },
    { has: ["trigger_url", "status", "summary"] },
  ],
  state: [{ from: "status", is: { firing: "triggered", resolved: "ok" } }],
  title: ["{summary}", "{name}: {description}"],
  dedup: ["trigger:{id}", "trigger:{name}"],
  url: ["result_url", "trigger_url"],
};
