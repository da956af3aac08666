import type { Adapter } from "../engine/adapter.ts";

/** n8n's error trigger. */
export const n8n: Adapter = {
  tool: "n8n",
  detect: [{ has: ["execution.error", "workflow.name"] }, { has: ["trigger.error", "workflow.name"] }],
  title: ["Workflow {workflow.name} failed: {execution.error.message|trigger.error.message}"],
  dedup: ["workflow:{workflow.id}/{execution.lastNodeExecuted}", "workflow:{workflow.id}"],
  url: ["execution.url"],
};
