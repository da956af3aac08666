import { LookupSchema, type SuppressionChanged, SuppressSchema } from "@callping/contract/api/suppressions";
import type { Env } from "../../env.ts";
import { PLATFORM, type SuppressionRecord } from "../../objects/suppression-protocol.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { lineOf, numberDigest } from "./number-digest.ts";
import { toSuppressionView } from "./suppression-view.ts";

type Bindings = Pick<Env, "PHONE_LINE" | "DEPLOYMENT" | "NUMBER_HASH_KEY">;
type Result =
  | { ok: true; changed: SuppressionChanged }
  | { ok: false; error: MissingScope | InvalidBody | { reason: "settings_conflict"; detail: string } };

/**
 * Stops every call to a number: what rings is hung up before this answers. Its line writes it down, and D1, audit and
 * the mails to owners follow from there.
 */
export async function suppressNumber(env: Bindings, actor: Actor, input: unknown): Promise<Result> {
  const forbidden = missingScope(actor, "suppressions:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(SuppressSchema, input);
  if (!parsed.ok) return parsed;
  return change(env, actor, parsed.value, true);
}

/** Takes back what an operator stopped. What the holder of the number asked for, the holder alone takes back. */
export async function liftSuppression(env: Bindings, actor: Actor, input: unknown): Promise<Result> {
  const forbidden = missingScope(actor, "suppressions:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(SuppressSchema, input);
  if (!parsed.ok) return parsed;
  const records = await recordsOf(env, parsed.value.number);
  const found = records.find(({ scope, active }) => active && scope === PLATFORM);
  if (found !== undefined && found.how !== "operator") {
    const detail = "The number's holder asked for it. Only they can take it back, on the public page /stop.";
    return { ok: false, error: { reason: "settings_conflict", detail } };
  }
  return change(env, actor, parsed.value, false);
}

/** All that is kept of a number, as its line has it. */
export async function lookUpSuppressions(
  env: Bindings,
  actor: Actor,
  input: unknown,
): Promise<Result | { ok: true; changed: Pick<SuppressionChanged, "data"> }> {
  const forbidden = missingScope(actor, "suppressions:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(LookupSchema, input);
  if (!parsed.ok) return parsed;
  const records = await recordsOf(env, parsed.value.number);
  return { ok: true, changed: { data: records.map(toSuppressionView) } };
}

async function change(
  env: Bindings,
  { keyName: by }: Actor,
  { number, reason }: { number: string; reason: string },
  active: boolean,
): Promise<Result> {
  const line = lineOf(env, numberDigest(env, number));
  const order = { number, scope: PLATFORM, active, how: "operator", by, reason, call_id: null } as const;
  const { changed } = await line.suppress(order);
  const data = (await recordsOf(env, number)).map(toSuppressionView);
  return { ok: true, changed: { changed, data } };
}

async function recordsOf(env: Bindings, number: string): Promise<SuppressionRecord[]> {
  const digest = numberDigest(env, number);
  return lineOf(env, digest).suppressionsOf(digest);
}
