import type { Adapter } from "../engine/adapter.ts";

/** GitHub: check runs, workflow runs and jobs, deployments, and security alerts, told apart by the object in the body. */
export const github: Adapter = {
  tool: "github",
  detect: [
    { is: { "header:x-github-event": /./ } },
    { has: ["repository.full_name", "sender.login", "action"] },
  ],
  state: [
    { from: "header:x-github-event", is: { notice: "ping|push|star|watch|fork|create|delete" } },
    ...[
      "workflow_run.conclusion",
      "workflow_job.conclusion",
      "check_run.conclusion",
      "check_suite.conclusion",
    ].map((from) => ({
      from,
      is: {
        firing: "failure|timed_out|action_required|startup_failure|stale",
        resolved: "success",
        notice: "neutral|skipped|cancelled",
      },
    })),
    ...["workflow_run.status", "workflow_job.status", "check_run.status", "check_suite.status"].map(
      (from) => ({
        from,
        is: { notice: "queued|in_progress|requested|waiting|pending" },
      }),
    ),
    {
      from: "deployment_status.state",
      is: { firing: "failure|error", resolved: "success", notice: "pending|queued|in_progress|inactive" },
    },
    { from: "alert.state", is: { firing: "open", resolved: "fixed|dismissed|auto_dismissed|resolved" } },
    {
      from: "action",
      is: {
        firing: "created|reopened|appeared_in_branch",
        resolved: "fixed|resolved|dismissed|auto_dismissed",
      },
    },
  ],
  severity: [
    "alert.security_advisory.severity",
    "alert.rule.security_severity_level",
    "security_advisory.severity",
    "alert.rule.severity",
  ].map((from) => ({
    from,
    is: { critical: "critical", major: "high|error", minor: "medium|moderate|warning", info: "low|note" },
  })),
  title: [
    "{alert.security_advisory.summary|alert.rule.description|alert.secret_type_display_name|security_advisory.summary}",
    "Workflow {workflow_run.name|workflow.name} {workflow_run.conclusion|workflow_run.status:words} in {repository.full_name} ({workflow_run.head_branch})",
    "Job {workflow_job.name} {workflow_job.conclusion|workflow_job.status:words} in {repository.full_name} ({workflow_job.head_branch})",
    "Check run {check_run.name} {check_run.conclusion|check_run.status:words} in {repository.full_name}",
    "Check suite {check_suite.conclusion|check_suite.status:words} in {repository.full_name} ({check_suite.head_branch})",
    "Deployment to {deployment.environment} {deployment_status.state:words} in {repository.full_name}",
    "{header:x-github-event:words} in {repository.full_name}",
  ],
  dedup: [
    "{repository.full_name}/alert/{alert.number}",
    "{repository.full_name}/{workflow.id|workflow_run.workflow_id}/{workflow_run.head_branch}",
    "{repository.full_name}/{workflow_job.name}/{workflow_job.head_branch}",
    "{repository.full_name}/{check_run.name}/{check_run.check_suite.head_branch}",
    "{repository.full_name}/{deployment.environment}",
  ],
  url: [
    "alert.html_url",
    "workflow_run.html_url",
    "workflow_job.html_url",
    "check_run.html_url",
    "deployment_status.target_url",
    "security_advisory.html_url",
    "repository.html_url",
  ],
};
