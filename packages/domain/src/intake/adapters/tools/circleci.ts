import type { Adapter } from "../engine/adapter.ts";

/** CircleCI's workflow and job webhooks; every id is the run's. */
export const circleci: Adapter = {
  tool: "circleci",
  detect: [
    { is: { type: /^(?:workflow|job)-completed$/ }, has: ["pipeline"] },
    { is: { "header:circleci-event-type": /./ } },
  ],
  state: ["job.status", "workflow.status"].map((from) => ({
    from,
    is: {
      firing: "failed|error|unauthorized|infrastructure_fail|timedout",
      resolved: "success",
      notice: "canceled|not_run",
    },
  })),
  title: [
    "Job {job.name} {job.status} in {project.name} ({pipeline.vcs.branch|pipeline.trigger_parameters.git.branch})",
    "Workflow {workflow.name} {workflow.status} in {project.name} ({pipeline.vcs.branch|pipeline.trigger_parameters.git.branch})",
    "Workflow {workflow.name} {workflow.status} in {project.name|project.slug}",
  ],
  dedup: [
    "{project.slug}/{workflow.name}/{job.name}/{pipeline.vcs.branch|pipeline.trigger_parameters.git.branch}",
    "{project.slug}/{workflow.name}/{pipeline.vcs.branch|pipeline.trigger_parameters.git.branch}",
    "{project.slug}/{workflow.name}",
  ],
  url: ["workflow.url"],
};
