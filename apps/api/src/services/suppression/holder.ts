import { checkNumber } from "@callping/domain/numbers/check-number";
import { fromHex, toHex } from "../credentials/hex.ts";
import { constantTimeEqual, hmac } from "../credentials/hmac.ts";
import { confirmCode } from "../code-calls/confirm-code.ts";
import { orderCodeCall } from "../code-calls/order-code-call.ts";
import type { Env } from "../../env.ts";
import { PLATFORM, type SuppressionOrder } from "../../objects/suppression-protocol.ts";
import { lineOf, numberDigest } from "./number-digest.ts";

/** What the holder of a number may ask for on the public page. */
export type Wish = "stop" | "return";

/** How long somebody who typed the code may choose who calls them again. */
const CHOICE_MS = 10 * 60_000;

/** An organization that a number stopped, by name; `name` is null for one that is gone, and for CallPing's own calls. */
export interface StoppedOrganization {
  scope: string;
  name: string | null;
}

export type Proven =
  | { ok: false }
  /** `proof` lets the same holder choose for ten minutes whom to let call again. */
  | { ok: true; proof: string; organizations: StoppedOrganization[] };

/**
 * Rings a number with a code, if that may be. Answers nothing: whoever asks must not learn whether a number is known,
 * stopped, or has been asked for too often today.
 * @param now ISO 8601, UTC, milliseconds
 */
export async function askForCode(
  env: Env,
  { number, ...order }: { wish: Wish; number: string; language: string; address: string },
  now: string,
): Promise<void> {
  const { wish: purpose, language, address } = order;
  const asked = { purpose, number, language, address, of: null, atAnyHour: false } as const;
  const answer = await orderCodeCall(env, asked, now);
  if (!answer.ok)
    console.info(JSON.stringify({ event: "stop_page_rang_nobody", reason: answer.error.reason }));
}

/**
 * The code that was typed proves who holds the number: then nobody may call it any more, or the platform may again. Once a
 * code; whoever could not type it changes nothing.
 * @param now ISO 8601, UTC, milliseconds
 */
export async function useCode(
  env: Env,
  { wish, number, code }: { wish: Wish; number: string; code: string },
  now: string,
): Promise<Proven> {
  const confirmed = await confirmCode(env, { purpose: wish, number, organizationId: null, code }, now);
  if (!confirmed.ok) return { ok: false };
  const { callId } = confirmed;
  await byHolder(env, { number, scope: PLATFORM, active: wish === "stop", call_id: callId });
  if (wish === "stop") return { ok: true, proof: "", organizations: [] };
  const proof = await proofOf(env, number, Date.parse(now) + CHOICE_MS);
  return { ok: true, proof, organizations: await stoppedOrganizations(env, number) };
}

/** Lets the organizations that the holder chose call again. `false`: who asks has not proven that the number is theirs. */
export async function letCallAgain(
  env: Env,
  { number, proof, scopes }: { number: string; proof: string; scopes: readonly string[] },
  now: string,
): Promise<boolean> {
  const until = Number(proof.split(".")[0]);
  if (!Number.isSafeInteger(until) || until < Date.parse(now)) return false;
  const expected = await hmac(env.CREDENTIAL_PEPPER, textOf(number, until));
  const given = /^\d+\.([0-9a-f]{64})$/.exec(proof)?.[1] ?? "";
  if (!constantTimeEqual(fromHex(given), expected)) return false;
  const stopped = await stoppedOrganizations(env, number);
  for (const { scope } of stopped.filter((one) => scopes.includes(one.scope)))
    await byHolder(env, { number, scope, active: false, call_id: null });
  return true;
}

/** A number as somebody types it, in E.164; `null` when it is none. */
export function readTypedNumber(env: Pick<Env, "DEPLOYMENT">, typed: string): string | null {
  const checked = checkNumber(typed, { fictionAllowed: env.DEPLOYMENT === "local" });
  if (checked.ok) return checked.e164;
  return checked.error.reason === "invalid_syntax" ? null : typed.replaceAll(/[^+0-9]/g, "");
}

async function stoppedOrganizations(env: Env, number: string): Promise<StoppedOrganization[]> {
  const digest = numberDigest(env, number);
  const records = await lineOf(env, digest).suppressionsOf(digest);
  const scopes = records
    .filter(({ active, scope }) => active && scope !== PLATFORM)
    .map(({ scope }) => scope);
  const { results } = await env.DB.prepare(
    "SELECT id, name FROM organizations WHERE id IN (SELECT value FROM json_each(?))",
  )
    .bind(JSON.stringify(scopes))
    .all<{ id: string; name: string }>();
  const names = new Map(results.map(({ id, name }) => [id, name]));
  return scopes.map((scope) => ({ scope, name: names.get(scope) ?? null }));
}

type Change = Pick<SuppressionOrder, "number" | "scope" | "active" | "call_id">;

async function byHolder(env: Env, change: Change): Promise<void> {
  const order = { ...change, how: "page", by: null, reason: null } as const;
  const suppress = (): Promise<unknown> => lineOf(env, numberDigest(env, change.number)).suppress(order);
  // The code is used up: a line that is just starting again must not cost the holder a day.
  await suppress().catch(suppress);
}

async function proofOf(env: Env, number: string, until: number): Promise<string> {
  return `${until}.${toHex(await hmac(env.CREDENTIAL_PEPPER, textOf(number, until)))}`;
}

function textOf(number: string, until: number): string {
  return `holder_proof\n${number}\n${until}`;
}
