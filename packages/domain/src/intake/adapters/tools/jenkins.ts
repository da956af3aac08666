import type { Adapter } from "../engine/adapter.ts";

/** Jenkins' Notification plugin: several deliveries a build, of which the started one carries no result. */
export const jenkins: Adapter = {
  tool: "jenkins",
  detect: [{ has: ["build.phase", "build.number", "name"] }, { has: ["build.full_url", "build.status"] }],
  state: [
    { from: "build.phase", is: { notice: "queued|started" } },
    {
      from: "build.status",
      is: { firing: "failure|unstable|failed", resolved: "success", notice: "aborted|not_built" },
    },
  ],
  title: ["Job {name} build {build.number} {build.status}", "Job {name} build {build.number} {build.phase}"],
  dedup: ["job:{name}/{build.scm.branch}", "job:{name}"],
  url: ["build.full_url"],
};
