import type { Adapter } from "../engine/adapter.ts";

/** Azure Monitor: the common alert schema, metric alerts 2.0 and classic alerts. Sev0 is the worst. */
export const azureMonitor: Adapter = {
  tool: "azure-monitor",
  detect: [
    { has: ["data.essentials.monitorCondition"] },
    { has: ["data.context"], is: { schemaId: /^AzureMonitor|^Microsoft/i } },
    { has: ["context.resourceId", "context.conditionType", "status"] },
  ],
  state: [
    { from: "data.essentials.monitorCondition", is: { firing: "fired", resolved: "resolved" } },
    { from: "data.status", is: { firing: "activated", resolved: "deactivated|resolved" } },
    { from: "status", is: { firing: "activated", resolved: "deactivated|resolved" } },
  ],
  severity: ["data.essentials.severity", "data.context.severity"].map((from) => ({
    from,
    is: { critical: "sev0|0", major: "sev1|1", minor: "sev2|2", info: "sev3|sev4|3|4" },
  })),
  title: [
    "{data.essentials.alertRule}: {data.essentials.description}",
    "{data.essentials.alertRule}",
    "{data.context.name|context.name}: {data.context.description|context.description}",
    "{data.context.name|context.name}",
  ],
  dedup: [
    "{data.essentials.originAlertId}",
    "{data.essentials.alertId}",
    "{data.context.id|context.id}/{data.context.resourceId|context.resourceId}",
  ],
  url: ["data.essentials.investigationLink", "data.context.portalLink", "context.portalLink"],
};
