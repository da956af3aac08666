import type { Adapter } from "../engine/adapter.ts";

/** Prometheus Alertmanager's webhook, version 3 and 4, and what Prometheus and others push to its API. */
export const alertmanager: Adapter = {
  tool: "prometheus-alertmanager",
  detect: [
    { has: ["receiver", "groupLabels", "labels"] },
    { has: ["groupKey", "commonLabels", "labels"] },
    { has: ["labels", "annotations", "generatorURL"] },
    { has: ["labels.alertname", "annotations"] },
    { has: ["labels"], is: { "header:user-agent": /^alertmanager/i } },
  ],
  state: [{ from: "status", is: { firing: "firing", resolved: "resolved" } }],
  severity: [{ from: "labels.severity" }, { from: "labels.priority" }],
  title: [
    "{annotations.summary|annotations.title|annotations.message}",
    "{labels.alertname}: {annotations.description}",
    "{annotations.description}",
    "{labels.alertname} on {labels.instance|labels.host|labels.pod|labels.job}",
    "{labels.alertname}",
  ],
  dedup: ["{fingerprint}"],
  url: ["generatorURL", "externalURL"],
};
