import type { CodePurpose } from "@callping/domain/calls/code-script";
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
  /** As it was typed; spaces and hyphens are left out. */
  code: string;
}

export type CodeConfirmed =
  | { ok: true; codeCallId: string; callId: string | null; language: string }
  | { ok: false; error: { reason: "wrong_code"; triesLeft: number } }
  /** None was called, or its time is over, it was used, or was typed wrongly too often. */
  | { ok: false; error: { reason: "no_code" } };

interface Row {
  id: string;
  code_digest: string;
  tries: number;
  call_id: string | null;
  language: string;
}

const LAST = `SELECT id FROM code_calls WHERE number_hash = ?1 AND purpose = ?2 AND organization_id IS ?3
  AND code_digest IS NOT NULL ORDER BY ordered_at DESC, id DESC LIMIT 1`;

/**
 * Uses the code of the last call to a number: once, within its ten minutes, with five tries. A try is counted before the code
 * is looked at, so that parallel guesses are as few as others.
 * @param now ISO 8601, UTC, milliseconds
 */
export async function confirmCode(
  env: Pick<Env, "DB" | "CREDENTIAL_PEPPER" | "NUMBER_HASH_KEY">,
  { purpose, number, organizationId, code }: CodeAsked,
  now: string,
): Promise<CodeConfirmed> {
  const numberHash = toHex(await hmac(env.NUMBER_HASH_KEY, number));
  const row = await env.DB.prepare(
    `UPDATE code_calls SET tries = tries + 1 WHERE id = (${LAST})
       AND used_at IS NULL AND expires_at > ?4 AND tries < ?5
     RETURNING id, code_digest, tries, call_id, language`,
  )
    .bind(numberHash, purpose, organizationId, now, MOST_TRIES)
    .first<Row>();
  if (row === null) return { ok: false, error: { reason: "no_code" } };
  const typed = await digestOfCode(env, row.id, code.replaceAll(/[\s-]/g, ""));
  if (!constantTimeEqual(fromHex(typed), fromHex(row.code_digest)))
    return { ok: false, error: { reason: "wrong_code", triesLeft: MOST_TRIES - row.tries } };
  const used = await env.DB.prepare(
    "UPDATE code_calls SET used_at = ? WHERE id = ? AND used_at IS NULL RETURNING id",
  )
    .bind(now, row.id)
    .first<{ id: string }>();
  if (used === null) return { ok: false, error: { reason: "no_code" } };
  return { ok: true, codeCallId: row.id, callId: row.call_id, language: row.language };
}
