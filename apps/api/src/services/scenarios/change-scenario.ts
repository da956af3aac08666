import {
  type ScenarioChange,
  ScenarioChangeSchema,
  type ScenarioSaved,
} from "@callping/contract/api/scenarios";
import { prepare, type Statement } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditIfChanged } from "../audit/audit-statement.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { checkContent } from "./check-content.ts";
import { describeConflict, type ScenarioConflict } from "./describe-conflict.ts";
import { savedScenario } from "./saved-scenario.ts";
import { readScenarioRow, type ScenarioRow, toScenarioView } from "./scenario-row.ts";

export type ChangeResult =
  | { ok: true; saved: ScenarioSaved }
  | { ok: false; error: MissingScope | InvalidBody | ScenarioConflict | { reason: "not_found" } };

/**
 * Saves a scenario as its next version; what is not given stays. Only the version that the change was made of may be
 * changed: somebody who saved meanwhile is never overwritten unseen.
 * @param ifMatch the version that the header If-Match names, or `null`: then the body must.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function changeScenario(
  env: Env,
  actor: Actor,
  scenarioId: string,
  input: unknown,
  ifMatch: number | null,
  now: string,
): Promise<ChangeResult> {
  const forbidden = missingScope(actor, "scenarios:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(ScenarioChangeSchema, input);
  if (!parsed.ok) return parsed;
  const version = parsed.value.version ?? ifMatch;
  if (version === null || (ifMatch !== null && ifMatch !== version)) return noVersion(ifMatch);
  const row = await readScenarioRow(env.DB, actor.organizationId, scenarioId);
  if (row === null) return NOT_FOUND;
  if (row.version !== version)
    return { ok: false, error: await describeConflict(env.DB, actor.organizationId, row, version) };
  const next = merge(row, parsed.value);
  const checked = await checkContent(env, actor, scenarioId, next);
  if (!checked.ok) return checked;
  const fields = Object.keys(parsed.value).filter((key) => key !== "version");
  const [updated] = await env.DB.batch(
    [
      updateStatement(row, { ...next, ...checked.columns }, actor, now),
      auditIfChanged({
        organizationId: actor.organizationId,
        actor: { id: actor.keyId, label: actor.keyName },
        action: "scenario.changed",
        subject: scenarioId,
        detail: { version: version + 1, fields },
        at: now,
      }),
    ].map((statement) => prepare(env.DB, statement)),
  );
  if (updated?.results.length === 1)
    return { ok: true, saved: await savedScenario(env, actor, scenarioId, checked.warnings) };
  const after = await readScenarioRow(env.DB, actor.organizationId, scenarioId);
  return after === null
    ? NOT_FOUND
    : { ok: false, error: await describeConflict(env.DB, actor.organizationId, after, version) };
}

const NOT_FOUND = { ok: false, error: { reason: "not_found" } } as const;

function noVersion(ifMatch: number | null): { ok: false; error: InvalidBody } {
  const message =
    ifMatch === null
      ? "Say which version is changed: `version` here, or the header If-Match."
      : "The body and the header If-Match name different versions.";
  return { ok: false, error: { reason: "invalid_body", problems: [{ path: "version", message }] } };
}

interface Next {
  name: string;
  projectId: string;
  primaryMemberId: string;
  rules: unknown;
  plan: unknown;
  speech: string | null;
}

function merge(row: ScenarioRow, change: ScenarioChange): Next {
  const stored = toScenarioView(row);
  return {
    name: change.name ?? stored.name,
    projectId: change.project_id ?? stored.project_id,
    primaryMemberId: change.primary_member_id ?? stored.primary_member_id,
    rules: change.rules ?? stored.rules,
    plan: change.plan === undefined ? stored.plan : change.plan,
    speech: change.speech === undefined ? stored.speech : change.speech,
  };
}

/** Nothing is changed, and nothing returned, when somebody saved since the row was read. */
function updateStatement(
  { id, version }: ScenarioRow,
  { name, projectId, primaryMemberId, rules, plan, speech }: Next & { rules: string; plan: string | null },
  { organizationId, keyName }: Actor,
  now: string,
): Statement {
  return {
    sql: `UPDATE scenarios SET version = version + 1, name = ?, project_id = ?, primary_member_id = ?, rules = ?, plan = ?, speech = ?,
            saved_at = ?, saved_by = ? WHERE id = ? AND organization_id = ? AND version = ? RETURNING version`,
    params: [
      name,
      projectId,
      primaryMemberId,
      rules,
      plan,
      speech,
      now,
      keyName,
      id,
      organizationId,
      version,
    ],
  };
}
