import { NewScenarioSchema, type ScenarioSaved } from "@callping/contract/api/scenarios";
import { createId } from "@callping/contract/ids";
import { insertRows, runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { checkContent } from "./check-content.ts";
import { savedScenario } from "./saved-scenario.ts";

export type CreateResult =
  | { ok: true; saved: ScenarioSaved }
  | { ok: false; error: MissingScope | InvalidBody };

/**
 * A new scenario of the actor's organization, version 1.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function createScenario(
  env: Env,
  actor: Actor,
  input: unknown,
  now: string,
): Promise<CreateResult> {
  const forbidden = missingScope(actor, "scenarios:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(NewScenarioSchema, input);
  if (!parsed.ok) return parsed;
  const { name, project_id, primary_member_id, rules, plan, speech = null } = parsed.value;
  const id = createId("scenario");
  const written = { rules, plan, speech, primaryMemberId: primary_member_id, projectId: project_id };
  const checked = await checkContent(env, actor, id, written);
  if (!checked.ok) return checked;
  const columns = {
    id,
    organization_id: actor.organizationId,
    project_id,
    name,
    primary_member_id,
    ...checked.columns,
    speech,
    saved_at: now,
    saved_by: actor.keyName,
    created_at: now,
  };
  await runBatch(env.DB, [
    ...insertRows("scenarios", Object.keys(columns), [Object.values(columns)]),
    auditStatement({
      organizationId: actor.organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: "scenario.created",
      subject: id,
      detail: { version: 1, name },
      at: now,
    }),
  ]);
  return { ok: true, saved: await savedScenario(env, actor, id, checked.warnings) };
}
