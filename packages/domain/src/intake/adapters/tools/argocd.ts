import type { Adapter } from "../engine/adapter.ts";

/** Argo CD Notifications: the documented templates (commit status, Slack-like) and an application's own fields. */
export const argocd: Adapter = {
  tool: "argocd",
  detect: [
    { has: ["state", "target_url", "context"], is: { description: /argo ?cd/i } },
    { has: ["app.metadata.name", "app.status"] },
    {
      is: {
        "attachments[0].title_link": /\/applications\//,
        "attachments[0].fields[0].title": /^(?:sync status|repository|health status)$/i,
      },
    },
  ],
  state: [
    { from: "state", is: { firing: "error|failure", resolved: "success", notice: "pending" } },
    { from: "app.status.operationState.phase", is: { firing: "error|failed", notice: "running" } },
    {
      from: "app.status.health.status",
      is: { firing: "degraded|missing|unknown", resolved: "healthy", notice: "progressing|suspended" },
    },
    { from: "attachments[0].fields[0].value", is: { notice: "synced|outofsync" } },
  ],
  title: [
    "{description}: {context} {state}",
    "{app.metadata.name} is {app.status.health.status}",
    "{attachments[0].title}: {attachments[0].fields[0].title} {attachments[0].fields[0].value}",
  ],
  dedup: ["{context}", "app:{app.metadata.name}", "app:{attachments[0].title}"],
  url: ["target_url", "attachments[0].title_link"],
};
