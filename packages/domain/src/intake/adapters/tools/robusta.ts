import type { Adapter } from "../engine/adapter.ts";

/** Robusta's webhook sink. HIGH is its worst. */
export const robusta: Adapter = {
  tool: "robusta",
  detect: [{ has: ["aggregation_key", "finding_type", "fingerprint"] }],
  severity: [
    { from: "severity", is: { critical: "high", major: "medium", minor: "low", info: "info|debug" } },
  ],
  title: ["{title}"],
  dedup: ["{fingerprint}"],
  url: ["investigate"],
};
