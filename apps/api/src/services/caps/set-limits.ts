import { LimitsWrittenSchema, type OperatorCapsSet } from "@callping/contract/api/caps";
import { runBatch, type Statement } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { describeCapsOf } from "./describe-caps.ts";
import { findTarget, type Target } from "./target.ts";

export type OperatorResult =
  | { ok: true; set: OperatorCapsSet }
  | { ok: false; error: MissingScope | InvalidBody | { reason: "not_found" } };

const NAMES = ["calls_per_day", "new_destinations_per_day", "units_per_day"] as const;

/**
 * An operator raises or lowers what an organization may spend a day; the next call goes by it.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function setLimits(
  env: Env,
  actor: Actor,
  organizationId: string,
  input: unknown,
  now: string,
): Promise<OperatorResult> {
  const forbidden = missingScope(actor, "fleet:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(LimitsWrittenSchema, input);
  if (!parsed.ok) return parsed;
  const target = await findTarget(env, organizationId);
  if (target === null) return { ok: false, error: { reason: "not_found" } };
  const { reason, ...limits } = parsed.value;
  const changes = NAMES.flatMap((name) => {
    const limit = limits[name];
    return limit === undefined ? [] : [[name, limit] as const];
  });
  const columns = changes.map(([name]) => name);
  const statement: Statement = {
    sql: `INSERT INTO organization_limits (organization_id${columns.map((name) => `, ${name}`).join("")})
          VALUES (?${columns.map(() => ", ?").join("")}) ON CONFLICT (organization_id) DO UPDATE
          SET organization_id = excluded.organization_id${columns.map((name) => `, ${name} = excluded.${name}`).join("")}`,
    params: [target.id, ...changes.map(([, limit]) => limit)],
  };
  return apply(
    env,
    actor,
    target,
    { action: "limits.set", detail: { ...limits, reason }, statements: [statement] },
    now,
  );
}

/** What an operator does to an organization: written with its audit row, told to its Desks, and shown as it stands then. */
export async function apply(
  env: Env,
  actor: Actor,
  target: Target,
  change: { action: string; detail: Record<string, unknown>; statements: Statement[] },
  now: string,
): Promise<OperatorResult> {
  await runBatch(env.DB, [
    ...change.statements,
    auditStatement({
      organizationId: target.id,
      actor: { id: actor.keyId, label: actor.keyName },
      action: `organization.${change.action}`,
      subject: target.id,
      detail: change.detail,
      at: now,
    }),
  ]);
  const in_effect = await pushChange(env, target);
  return { ok: true, set: { ...(await describeCapsOf(env, target, Date.parse(now))), in_effect } };
}
