import type { Adapter } from "../engine/adapter.ts";

/** Checkmk, by its `NOTIFY_*` variables in lower case. `DOWN -> UP` names both states, the present one last. */
export const checkmk: Adapter = {
  tool: "checkmk",
  detect: [{ has: ["check_command", "site", "what"] }, { has: ["notification_type", "what", "host"] }],
  state: [
    {
      from: "notification_type",
      is: {
        firing: "problem|flappingstart|acknowledgement|custom",
        resolved: "recovery|flappingstop",
        notice: "downtimestart|downtimeend|downtimecancelled",
      },
    },
  ],
  severity: [
    { from: "severity", is: { critical: "critical|crit|down", minor: "warning|warn", major: "unknown" } },
    { from: "status", is: { critical: "critical|crit|down", minor: "warning|warn", major: "unknown" } },
  ],
  title: ["{summary}", "{service} on {host}: {output}", "{host}: {output}"],
  dedup: ["{site}/{host}/{service}", "{site}/{host}", "{host}"],
};
