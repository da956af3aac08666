import type { Problem } from "@callping/domain/rules/problem";
import type { Env } from "../../env.ts";
import { buildSnapshot } from "../organizations/build-snapshot.ts";
import type { FieldProblem, InvalidBody } from "../parse-body.ts";
import type { Actor } from "../permission.ts";
import { sizeProblems } from "./check-size.ts";
import { reachOf } from "./reach-of.ts";
import { readContent, type Written } from "./read-content.ts";

export type Checked =
  | { ok: true; columns: { rules: string; plan: string | null }; warnings: Problem[] }
  | { ok: false; error: InvalidBody };

/** Everything that could be wrong with a scenario that is about to be saved, all of it at once. */
export async function checkContent(
  env: Env,
  { organizationId, organizationNumber }: Actor,
  scenarioId: string,
  written: Written & { projectId: string },
): Promise<Checked> {
  const snapshot = await buildSnapshot(env, organizationNumber);
  if (snapshot === null) throw new Error(`organization ${organizationNumber} is not there`);
  const { content, problems, warnings } = readContent(written, reachOf(snapshot, written.projectId));
  const all: FieldProblem[] = [
    ...problems,
    ...(await projectProblems(env, organizationId, written.projectId)),
    ...(content === null ? [] : await sizeProblems(env.DB, organizationId, scenarioId, content)),
  ];
  if (content === null || all.length > 0)
    return { ok: false, error: { reason: "invalid_body", problems: all } };
  const plan = content.plan === null ? null : JSON.stringify(content.plan);
  return { ok: true, columns: { rules: JSON.stringify(content.rules), plan }, warnings };
}

async function projectProblems(env: Env, organizationId: string, projectId: string): Promise<FieldProblem[]> {
  const found = await env.DB.prepare("SELECT id FROM projects WHERE id = ? AND organization_id = ?")
    .bind(projectId, organizationId)
    .first();
  const message = "There is no project of this id in this organization.";
  return found === null ? [{ path: "project_id", message }] : [];
}
