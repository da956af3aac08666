import type { Adapter } from "../engine/adapter.ts";

/** GitLab: pipelines, jobs, deployments and its own alerts. */
export const gitlab: Adapter = {
  tool: "gitlab",
  detect: [
    { is: { "header:x-gitlab-event": /./ } },
    { has: ["object_kind", "project.path_with_namespace"] },
    { has: ["object_kind", "build_status"] },
  ],
  state: [
    { from: "object_kind", is: { notice: "push|tag_push|note|merge_request|wiki_page|release" } },
    ...["object_attributes.status", "object_attributes.detailed_status", "build_status", "status"].map(
      (from) => ({
        from,
        is: {
          firing: "failed|triggered|acknowledged",
          resolved: "success|passed|resolved",
          notice: "created|pending|running|manual|skipped|canceled|preparing|waiting_for_resource|scheduled",
        },
      }),
    ),
  ],
  title: [
    "{object_kind:words} {object_attributes.ref|ref} {object_attributes.status|status} in {project.path_with_namespace}",
    "Job {build_name} {build_status} in {project.path_with_namespace|project_name}",
    "{object_attributes.title}",
  ],
  dedup: [
    "{project.path_with_namespace}/{object_kind}/{object_attributes.ref}",
    "{project_id}/{build_name}/{ref}",
    "{project.path_with_namespace}/{environment}",
  ],
  url: ["object_attributes.url", "deployable_url", "build_url", "project.web_url"],
};
