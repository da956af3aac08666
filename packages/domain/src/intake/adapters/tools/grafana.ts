import type { Adapter } from "../engine/adapter.ts";

/** Grafana unified alerting (contact point "Webhook"): Alertmanager's shape with Grafana's fields. */
export const grafana: Adapter = {
  tool: "grafana",
  detect: [
    { has: ["receiver", "groupLabels", "orgId"] },
    { has: ["labels", "annotations"], is: { "header:user-agent": /^grafana/i } },
    { has: ["fingerprint", "generatorURL", "valueString"] },
  ],
  state: [{ from: "status", is: { firing: "firing", resolved: "resolved" } }],
  title: [
    "{labels.alertname}: {annotations.summary|annotations.description|annotations.message}",
    "{annotations.summary|annotations.description}",
    "{labels.alertname}",
  ],
  dedup: ["{fingerprint}"],
  url: ["panelURL", "dashboardURL", "generatorURL", "externalURL"],
};
