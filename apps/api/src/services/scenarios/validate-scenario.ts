import { type ScenarioReview, ScenarioDraftSchema } from "@callping/contract/api/scenarios";
import type { Env } from "../../env.ts";
import { buildSnapshot } from "../organizations/build-snapshot.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { reachOf } from "./reach-of.ts";
import { readContent } from "./read-content.ts";

export type ValidateResult =
  | { ok: true; review: ScenarioReview }
  | { ok: false; error: MissingScope | InvalidBody };

/** What saving a scenario would say. Nothing is stored. */
export async function validateScenario(env: Env, actor: Actor, input: unknown): Promise<ValidateResult> {
  const forbidden = missingScope(actor, "scenarios:read");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(ScenarioDraftSchema, input);
  if (!parsed.ok) return parsed;
  const { rules, plan, speech, primary_member_id = null, project_id = null } = parsed.value;
  const snapshot = await buildSnapshot(env, actor.organizationNumber);
  if (snapshot === null) throw new Error(`organization ${actor.organizationNumber} is not there`);
  const read = readContent(
    { rules, plan, speech, primaryMemberId: primary_member_id },
    reachOf(snapshot, project_id),
  );
  const { content, problems, warnings } = read;
  return { ok: true, review: { valid: content !== null, problems, warnings } };
}
