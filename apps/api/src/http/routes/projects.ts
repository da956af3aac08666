import type { Env } from "../../env.ts";
import { changeProject } from "../../services/projects/change-project.ts";
import { createProject } from "../../services/projects/create-project.ts";
import { deleteProject, type ProjectInUse } from "../../services/projects/delete-project.ts";
import { listProjects } from "../../services/projects/list-projects.ts";
import { readProject } from "../../services/projects/project-row.ts";
import type { InvalidBody } from "../../services/parse-body.ts";
import type { Actor, MissingScope } from "../../services/permission.ts";
import type { AppContext } from "../context.ts";
import { invalidBody, readJsonBody } from "../json-body.ts";
import { problem } from "../problem.ts";
import { list } from "./configuration.ts";

/** `GET /api/v1/projects` */
export function getProjects(c: AppContext): Promise<Response> {
  return list(c, listProjects);
}

/** `GET /api/v1/projects/:id` */
export async function getProject(c: AppContext): Promise<Response> {
  const found = await readProject(c.env.DB, c.get("caller").organizationId, idOf(c));
  return found === null ? refused(c, { reason: "not_found" }) : c.json(found);
}

/** `POST /api/v1/projects` */
export async function postProject(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await createProject(...actingIn(c), body.json, now());
  return result.ok ? c.json(result.created, 201) : refused(c, result.error);
}

/** `PATCH /api/v1/projects/:id` */
export async function patchProject(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await changeProject(...actingIn(c), idOf(c), body.json, now());
  return result.ok ? c.json(result.changed) : refused(c, result.error);
}

/** `DELETE /api/v1/projects/:id` */
export async function removeProject(c: AppContext): Promise<Response> {
  const result = await deleteProject(...actingIn(c), idOf(c), now());
  return result.ok ? c.json(result.deleted) : refused(c, result.error);
}

function idOf(c: AppContext): string {
  return c.req.param("id") ?? "";
}

function now(): string {
  return new Date().toISOString();
}

function actingIn(c: AppContext): [env: Env, actor: Actor] {
  const { scopes, ...caller } = c.get("caller");
  return [c.env, { ...caller, scopes: [...scopes] }];
}

type Failure =
  | MissingScope
  | InvalidBody
  | ProjectInUse
  | { reason: "not_found" }
  | { reason: "settings_conflict"; detail: string };

function refused(c: AppContext, error: Failure): Response {
  switch (error.reason) {
    case "invalid_body":
      return invalidBody(c, error);
    case "not_found":
      return problem(c, "not_found", `There is no project ${idOf(c).slice(0, 60)} in this organization.`);
    case "missing_scope":
    case "settings_conflict":
      return problem(c, error.reason, error.detail);
    case "project_in_use":
      return problem(c, error.reason, error.detail, { members: error.members });
  }
}
