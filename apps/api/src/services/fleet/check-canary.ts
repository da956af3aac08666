import type { TrunkSettings } from "@callping/contract/api/fleet-control";
import { routeAccepts } from "@callping/domain/numbers/routes";
import type { Env } from "../../env.ts";
import { checkUnderPolicy } from "../numbers/check-under-policy.ts";
import { OPERATORS_ID } from "../watch/operators.ts";
import { PLATFORM } from "../../objects/suppression-protocol.ts";
import { lineOf, numberDigest } from "../suppression/number-digest.ts";

type CanaryBindings = Pick<Env, "DB" | "DEPLOYMENT" | "NUMBER_HASH_KEY" | "PHONE_LINE">;

/** Telephones of customers, and the numbers that our own trunks show: a test call must reach neither. */
const TAKEN = `SELECT 'a customer''s telephone' AS what FROM phones WHERE number = ?1
  UNION ALL SELECT 'a customer''s telephone' FROM contact_phones WHERE number = ?1
  UNION ALL SELECT 'a number that our own trunks show, so that the call would come back to us' FROM sip_trunks
    WHERE caller_id = ?1 OR EXISTS (SELECT 1 FROM json_each(more_caller_ids) WHERE value = ?1)
  LIMIT 1`;

/** Why test calls may not go to a trunk's canary number; `null`: they may, or there are none. */
export async function checkCanary(
  env: CanaryBindings,
  { canary_number: number = null, route_countries = [], caller_ids = [] }: TrunkSettings,
): Promise<string | null> {
  if (number === null) return null;
  const checked = await checkUnderPolicy(env, number);
  if (!checked.ok) return `The canary number may not be called: ${checked.error.message}`;
  if (!routeAccepts(route_countries, checked.e164, checked.region))
    return `The trunk may not carry its canary number, which is of ${checked.region}.`;
  const own = caller_ids.includes(number);
  const taken = own ? null : await whoseIs(env, number);
  if (!own && taken === null) return null;
  return `The canary number is ${taken ?? "one that this trunk shows, so that the call would come back to us"}.`;
}

/** Whose a number is that test calls must not reach; `null`: nobody's. Its own line says whether its holder wants no calls. */
export async function whoseIs(env: CanaryBindings, number: string): Promise<string | null> {
  const digest = numberDigest(env, number);
  const [row, suppressions] = await Promise.all([
    env.DB.prepare(TAKEN).bind(number).first<{ what: string }>(),
    lineOf(env, digest).suppressionsOf(digest),
  ]);
  const stopped = suppressions.some(
    ({ scope, active }) => active && (scope === PLATFORM || scope === OPERATORS_ID),
  );
  return stopped ? "a number whose holder wants no calls" : (row?.what ?? null);
}
