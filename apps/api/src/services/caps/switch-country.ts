import { type CountrySet, CountryWrittenSchema } from "@callping/contract/api/caps";
import { checkCallable } from "@callping/domain/caps/check-callable";
import { isRegion } from "@callping/domain/numbers/is-region";
import { type Tier, tierOf } from "@callping/domain/numbers/tier";
import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { buildSnapshot } from "../organizations/build-snapshot.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { findTarget, type Target } from "./target.ts";

export type SwitchResult =
  | { ok: true; set: CountrySet }
  | {
      ok: false;
      error:
        | MissingScope
        | InvalidBody
        | { reason: "not_found" }
        | { reason: "settings_conflict"; detail: string };
    };

/**
 * An owner switches a country of tier B on or off for their organization. Whoever calls this has let the owner step up
 * where there is a session; an API key has a scope of its own for it.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function switchCountry(
  env: Env,
  actor: Actor,
  region: string,
  input: unknown,
  now: string,
): Promise<SwitchResult> {
  const forbidden = missingScope(actor, "countries:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const target = await findTarget(env, actor.organizationId);
  return target === null ? NOT_FOUND : set(env, actor, target, ["B"], region, input, now);
}

/** The same by an operator, who may switch tier C too. */
export async function switchCountryFor(
  env: Env,
  actor: Actor,
  organizationId: string,
  region: string,
  input: unknown,
  now: string,
): Promise<SwitchResult> {
  const forbidden = missingScope(actor, "fleet:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const target = await findTarget(env, organizationId);
  return target === null ? NOT_FOUND : set(env, actor, target, ["B", "C"], region, input, now);
}

const NOT_FOUND: SwitchResult = { ok: false, error: { reason: "not_found" } };

const NOT_YOURS: Record<Tier, string> = {
  A: "is on for everybody. An operator can stop calls there with a kill switch",
  B: "is an owner's to switch",
  C: "is switched on by an operator alone: ask the support, and say whom you call there",
  X: "is never called",
};

async function set(
  env: Env,
  actor: Actor,
  target: Target,
  tiers: readonly Tier[],
  region: string,
  input: unknown,
  now: string,
): Promise<SwitchResult> {
  const parsed = parseBody(CountryWrittenSchema, input);
  if (!parsed.ok) return parsed;
  const tier = tierOf(region);
  if (!isRegion(region)) {
    const message =
      "A country is its ISO 3166-1 code in capitals: IN. The United Kingdom is GB, Greece is GR.";
    return { ok: false, error: { reason: "invalid_body", problems: [{ path: "country", message }] } };
  }
  const { enabled, reason } = parsed.value;
  // What is on is taken back by whoever owns the organization, whoever gave it.
  if (enabled ? !tiers.includes(tier) : tier === "A" || tier === "X")
    return {
      ok: false,
      error: { reason: "settings_conflict", detail: `${region} is of tier ${tier}: it ${NOT_YOURS[tier]}.` },
    };
  const statement = enabled
    ? {
        sql: `INSERT INTO organization_countries (organization_id, region, switched_by, switched_at, reason) VALUES (?, ?, ?, ?, ?)
              ON CONFLICT DO NOTHING`,
        params: [target.id, region, actor.keyName, now, reason],
      }
    : {
        sql: "DELETE FROM organization_countries WHERE organization_id = ? AND region = ?",
        params: [target.id, region],
      };
  await runBatch(env.DB, [
    statement,
    auditStatement({
      organizationId: target.id,
      actor: { id: actor.keyId, label: actor.keyName },
      action: enabled ? "country.switched_on" : "country.switched_off",
      subject: region,
      detail: { tier, reason },
      at: now,
    }),
  ]);
  const in_effect = await pushChange(env, target);
  const warnings = enabled ? [] : await stranded(env, target, region);
  return { ok: true, set: { country: region, tier, enabled, warnings, in_effect } };
}

/** Phones of the country: they are not rung any more. */
async function stranded(env: Env, { number }: Target, region: string): Promise<string[]> {
  const snapshot = await buildSnapshot(env, number);
  const context = { fictionAllowed: env.DEPLOYMENT === "local" };
  return (snapshot?.phones ?? [])
    .filter((phone) => {
      const checked = checkCallable(phone.number, context, undefined);
      return checked.ok && !checked.fiction && checked.region === region;
    })
    .map(({ label, id }) => `${label} (${id}) is not rung any more: calls there end as no_permitted_route.`);
}
