import type { NumberView } from "@callping/contract/api/configuration";
import type { NumberDetail, VerificationView } from "@callping/contract/api/numbers";
import type { Env } from "../../env.ts";
import { deskName } from "../../objects/names.ts";
import { MOST_TRIES } from "../code-calls/confirm-code.ts";
import type { Actor } from "../permission.ts";
import { toHex } from "../credentials/hex.ts";
import { hmac } from "../credentials/hmac.ts";
import { lineOf, numberDigest } from "../suppression/number-digest.ts";
import { readNumber } from "./number-row.ts";

type Whose = Pick<Actor, "organizationId" | "organizationNumber">;

interface LastCall {
  id: string;
  purpose: "verify" | "agree";
  state: "calling" | "over";
  result: NonNullable<VerificationView["last_call"]>["result"];
  ordered_at: string;
  expires_at: string;
  used_at: string | null;
  tries: number;
  call_id: string | null;
}
type Consent = Omit<NonNullable<VerificationView["consent"]>, "person"> & {
  person_id: string;
  person_name: string;
};

const LAST_CALL = `SELECT id, purpose, state, result, ordered_at, expires_at, used_at, tries, call_id FROM code_calls
  WHERE organization_id = ?1 AND phone_id = ?2 AND number_hash = ?3 ORDER BY ordered_at DESC, id DESC LIMIT 1`;
const CONSENT = `SELECT given_at, method, person_id, person_name, wording_version, language, wording,
    coalesce(call_id, (SELECT call_id FROM code_calls WHERE id = code_call_id)) AS call_id FROM consents
  WHERE organization_id = ?1 AND phone_id = ?2 AND number_hash = ?3 ORDER BY given_at DESC, id DESC LIMIT 1`;

/**
 * A number with whether it may ring, who agreed to that, and what holds calls to it now. `null` when this organization has none
 * of that id.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function describeNumber(
  env: Env,
  { organizationId, organizationNumber }: Whose,
  id: string,
  now: string,
): Promise<NumberDetail | null> {
  const number = await readNumber(env, organizationId, id);
  if (number === null) return null;
  const [verification, cooldown] = await Promise.all([
    verificationOf(env, { organizationId, organizationNumber }, number, now),
    cooldownOf(env, organizationId, number.number),
  ]);
  return { ...number, verification, cooldown };
}

async function verificationOf(
  env: Env,
  { organizationId, organizationNumber }: Whose,
  { id, number, verified_at }: NumberView,
  now: string,
): Promise<VerificationView> {
  const hash = toHex(await hmac(env.NUMBER_HASH_KEY, number));
  const read = <Row>(sql: string) => env.DB.prepare(sql).bind(organizationId, id, hash).first<Row>();
  const [stored, given] = await Promise.all([read<LastCall>(LAST_CALL), read<Consent>(CONSENT)]);
  const last = stored?.state === "calling" ? await asItStands(env, organizationNumber, stored) : stored;
  return {
    state: stateOf(verified_at, last, now),
    verified_at,
    last_call: last === null ? null : toLastCall(last),
    consent: given === null ? null : toConsent(given),
  };
}

/** D1 is seconds behind; who waits with a code in their ear is not. */
async function asItStands(env: Env, organizationNumber: number, stored: LastCall): Promise<LastCall> {
  try {
    const held = await env.DESK.getByName(deskName(organizationNumber, 0)).codeCall(stored.id);
    if (held === null) return stored;
    const { state, result, call_id } = held;
    return { ...stored, state, result, call_id };
  } catch (error) {
    console.warn("a Desk could not be asked how a code call stands", String(error));
    return stored;
  }
}

function stateOf(verifiedAt: string | null, last: LastCall | null, now: string): VerificationView["state"] {
  if (verifiedAt !== null) return "verified";
  if (last === null || last.expires_at <= now) return "unverified";
  if (last.state === "calling") return "calling";
  const mayType = last.purpose === "verify" && last.used_at === null && last.tries < MOST_TRIES;
  return mayType && last.result === "spoken" ? "waiting_for_code" : "unverified";
}

function toLastCall({ used_at: _, tries, ...last }: LastCall): VerificationView["last_call"] {
  return { ...last, tries_left: MOST_TRIES - tries };
}

function toConsent({ person_id: id, person_name: name, ...given }: Consent): VerificationView["consent"] {
  return { ...given, person: { id, name } };
}

/** A line that does not answer holds up no settings. */
async function cooldownOf(
  env: Env,
  organizationId: string,
  number: string,
): Promise<NumberDetail["cooldown"]> {
  try {
    const line = lineOf(env, numberDigest(env, number));
    const { last_call_at, next_call_at, held_by } = await line.lineState(number, organizationId);
    const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
    return { last_call_at: iso(last_call_at), next_call_at: iso(next_call_at), held_by };
  } catch (error) {
    console.warn("a line could not be asked what holds its calls", String(error));
    return null;
  }
}
