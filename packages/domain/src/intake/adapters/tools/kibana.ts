import type { Adapter } from "../engine/adapter.ts";

/** Elastic's alerting rules by the usual names in their Mustache templates, and Watcher. */
export const kibana: Adapter = {
  tool: "kibana",
  detect: [
    { has: ["rule.id", "alert.id", "date"] },
    { has: ["rule.id", "alert.actionGroup"] },
    { has: ["alertId", "alertInstanceId"] },
    { has: ["AlertId", "Title", "Message"] },
    { has: ["watch_id", "payload"] },
  ],
  state: [
    { from: "alert.actionGroup", is: { resolved: "recovered" } },
    { from: "alert.actionGroupName", is: { resolved: "recovered" } },
    { from: "alertActionGroup", is: { resolved: "recovered" } },
  ],
  title: [
    "{Title|title}",
    "{rule.name}: {context.reason|context.message|reason|message}",
    "{rule.name|alertName|watch_id}",
  ],
  dedup: ["rule:{rule.id}/{alert.id}", "rule:{alertId}/{alertInstanceId}", "alert:{AlertId}"],
  url: ["context.alertDetailsUrl", "rule.url", "kibanaBaseUrl"],
};
