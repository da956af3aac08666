import { NumberCheckSchema, type NumberVerdict } from "@callping/contract/api/number-policy";
import { checkTypedNumber } from "@callping/domain/numbers/check-typed";
import { explainAllowed } from "@callping/domain/numbers/explain-allowed";
import { isRegion } from "@callping/domain/numbers/is-region";
import { explainRefusal, type RefusalLanguage } from "@callping/domain/numbers/refusal-sentences";
import type { Env } from "../../env.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { type CheckLimit, countCheck } from "./count-check.ts";
import { loadNumberPolicy } from "./load-policy.ts";

type CheckResult =
  | { ok: true; verdict: NumberVerdict }
  | { ok: false; error: MissingScope | InvalidBody | CheckLimit };

/**
 * Whether a number could be called, and why not: by the function that decides when it is saved and at every call. Nothing is
 * stored of the number, and nobody is rung.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function checkForApi(
  env: Env,
  actor: Actor,
  input: unknown,
  language: RefusalLanguage,
  now: string,
): Promise<CheckResult> {
  const forbidden = missingScope(actor, "numbers:read");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(NumberCheckSchema, input);
  if (!parsed.ok) return parsed;
  const { number, region } = parsed.value;
  if (region !== undefined && !isRegion(region)) {
    const message = "No country has this code. The United Kingdom is GB, Greece is GR.";
    return { ok: false, error: { reason: "invalid_body", problems: [{ path: "region", message }] } };
  }
  const limit = await countCheck(env.DB, actor.organizationId, now);
  if (limit !== null) return { ok: false, error: limit };
  const policy = await loadNumberPolicy(env.DB);
  const checked = checkTypedNumber(number, region, {
    ...policy,
    fictionAllowed: env.DEPLOYMENT === "local",
  });
  if (!checked.ok) {
    const { reason } = checked.error;
    const nothing = { number: null, region: null, type: null, tier: null };
    return {
      ok: true,
      verdict: { verdict: "refuse", ...nothing, reason, ...explainRefusal(reason, language), language },
    };
  }
  const { e164, tier, type } = checked;
  const found = { number: e164, region: checked.region, type, tier, reason: null };
  return {
    ok: true,
    verdict: { verdict: "allow", ...found, ...explainAllowed(tier, language), language },
  };
}
