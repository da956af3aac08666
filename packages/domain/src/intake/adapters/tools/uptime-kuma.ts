import type { Adapter } from "../engine/adapter.ts";

/** Uptime Kuma's webhook: 0 is down, 1 up, 2 pending, 3 maintenance. Its test button sends neither heartbeat nor monitor. */
export const uptimeKuma: Adapter = {
  tool: "uptime-kuma",
  detect: [{ has: ["heartbeat", "monitor", "msg"] }],
  state: [{ from: "heartbeat.status", is: { firing: "0|2", resolved: "1", notice: "3" } }],
  title: ["{msg}", "{monitor.name}: {heartbeat.msg}"],
  dedup: ["monitor:{monitor.id|heartbeat.monitorID}"],
  url: ["monitor.url"],
};
