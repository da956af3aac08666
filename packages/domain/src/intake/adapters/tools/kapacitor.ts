import type { Adapter } from "../engine/adapter.ts";

/** Kapacitor, TICK's alerting. `previousLevel` is history. */
export const kapacitor: Adapter = {
  tool: "kapacitor",
  detect: [
    { has: ["id", "level", "message", "details", "data"] },
    { has: ["details.Level", "details.TaskName"] },
    { has: ["id", "message", "level", "previousLevel"] },
  ],
  state: [
    { from: "level", is: { firing: "info|warning|critical", resolved: "ok" } },
    { from: "details.Level", is: { firing: "info|warning|critical", resolved: "ok" } },
  ],
  severity: ["level", "details.Level"].map((from) => ({
    from,
    is: { critical: "critical", minor: "warning", info: "info" },
  })),
  title: ["{message}"],
  dedup: ["{id}"],
};
