import type { Adapter } from "../engine/adapter.ts";

/** Instana's issues: severity 5 warns, 10 is critical. */
export const instana: Adapter = {
  tool: "instana",
  detect: [
    { has: ["issue.state", "issue.severity", "issue.text"] },
    { has: ["issue.id", "issue.state", "issue.end"] },
  ],
  state: [{ from: "issue.state", is: { firing: "open", resolved: "closed" } }],
  severity: [{ from: "issue.severity", atLeast: { info: -1, minor: 5, major: 6, critical: 10 } }],
  title: ["{issue.text}"],
  dedup: ["issue:{issue.id}"],
  url: ["issue.link"],
};
