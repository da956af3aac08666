import type { CodePurpose } from "@callping/domain/calls/code-script";
import { prepare, type Statement } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { fromHex, toHex } from "../credentials/hex.ts";
import { constantTimeEqual, hmac } from "../credentials/hmac.ts";
import { digestOfCode } from "./code-of.ts";

/** Wrong codes that one call may meet. Five of a million, and three calls a day to a number. */
export const MOST_TRIES = 5;

export interface CodeAsked {
  purpose: Exclude<CodePurpose, "agree">;
  /** E.164: a code is good for the number that was rung, and no other. */
  number: string;
  /** `null`: of the platform's own errands. */
  organizationId: string | null;
  /** Only a call for this phone of the organization. */
  phoneId?: string;
  /** As it was typed; spaces and hyphens are left out. */
  code: string;
  /** Written in the transaction that uses the code. */
  alsoWrite?: (used: CodeUsed) => Statement[];
}

/** The call whose code it was. */
export interface CodeUsed {
  codeCallId: string;
  callId: string | null;
  language: string;
  numberHash: string;
}

export type CodeRefused =
  | { reason: "wrong_code"; triesLeft: number }
  /** None was called, or its time is over, it was used, or was typed wrongly too often. */
  | { reason: "no_code" };
export type CodeConfirmed = ({ ok: true } & CodeUsed) | { ok: false; error: CodeRefused };

interface Row {
  id: string;
  code_digest: string;
  tries: number;
  call_id: string | null;
  language: string;
}

const LAST = `SELECT id FROM code_calls WHERE number_hash = ?1 AND purpose = ?2 AND organization_id IS ?3
  AND (?6 IS NULL OR phone_id = ?6) AND code_digest IS NOT NULL ORDER BY ordered_at DESC, id DESC LIMIT 1`;

/**
 * Uses the code of the last call to a number: once, within its ten minutes, with five tries. A try is counted before the code
 * is looked at, so that parallel guesses are as few as others.
 * @param now ISO 8601, UTC, milliseconds
 */
export async function confirmCode(
  env: Pick<Env, "DB" | "CREDENTIAL_PEPPER" | "NUMBER_HASH_KEY">,
  { purpose, number, organizationId, phoneId, code, alsoWrite }: CodeAsked,
  now: string,
): Promise<CodeConfirmed> {
  const numberHash = toHex(await hmac(env.NUMBER_HASH_KEY, number));
  const row = await env.DB.prepare(
    `UPDATE code_calls SET tries = tries + 1 WHERE id = (${LAST})
       AND used_at IS NULL AND expires_at > ?4 AND tries < ?5
     RETURNING id, code_digest, tries, call_id, language`,
  )
    .bind(numberHash, purpose, organizationId, now, MOST_TRIES, phoneId ?? null)
    .first<Row>();
  if (row === null) return { ok: false, error: { reason: "no_code" } };
  const typed = await digestOfCode(env, row.id, code.replaceAll(/[\s-]/g, ""));
  if (!constantTimeEqual(fromHex(typed), fromHex(row.code_digest)))
    return { ok: false, error: { reason: "wrong_code", triesLeft: MOST_TRIES - row.tries } };
  const used = { codeCallId: row.id, callId: row.call_id, language: row.language, numberHash };
  const use = {
    sql: "UPDATE code_calls SET used_at = ? WHERE id = ? AND used_at IS NULL RETURNING id",
    params: [now, row.id],
  };
  const written = [use, ...(alsoWrite?.(used) ?? [])].map((statement) => prepare(env.DB, statement));
  const [first] = await env.DB.batch(written);
  return first?.results.length === 1 ? { ok: true, ...used } : { ok: false, error: { reason: "no_code" } };
}
