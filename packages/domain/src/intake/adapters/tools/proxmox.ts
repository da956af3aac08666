import type { Adapter } from "../engine/adapter.ts";

/** Proxmox VE and Backup Server: webhook targets with the documented template variables. */
export const proxmox: Adapter = {
  tool: "proxmox",
  detect: [
    { has: ["fields.type", "severity", "title"] },
    {
      is: {
        "fields.type": /^(?:vzdump|fencing|replication|package-updates|system-mail|gc|prune|verify|sync)$/,
      },
    },
  ],
  severity: [{ from: "severity", is: { major: "error", minor: "warning", info: "info|notice" } }],
  title: ["{title}", "{message}"],
  dedup: ["{fields.type}/{fields.hostname}/{fields.job-id}", "{fields.type}/{fields.hostname}"],
};
