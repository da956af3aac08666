import type { Statement } from "../../../db/statement.ts";
import { insertRows } from "../../../db/statement.ts";
import type { Env } from "../../../env.ts";
import { digestCredential } from "../../credentials/digest.ts";

const CODES = 10;
/** 25 characters of five bits: 125 bits. Crockford's alphabet has none that looks like another. */
const CHARACTERS = 25;
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP = /.{5}(?=.)/g;

/** New codes, to be shown once, and the statements that put them in the place of all before them. */
export async function makeRecoveryCodes(
  { CREDENTIAL_PEPPER }: Pick<Env, "CREDENTIAL_PEPPER">,
  userId: string,
  now: string,
): Promise<{ codes: string[]; statements: Statement[] }> {
  const codes = Array.from({ length: CODES }, makeCode);
  const digests = await Promise.all(
    codes.map((code) => digestCredential(CREDENTIAL_PEPPER, "recovery_code", code)),
  );
  return {
    codes: codes.map((code) => code.replaceAll(GROUP, "$&-")),
    statements: [
      { sql: "DELETE FROM recovery_codes WHERE user_id = ?", params: [userId] },
      ...insertRows(
        "recovery_codes",
        ["user_id", "digest", "created_at"],
        digests.map((digest) => [userId, digest, now]),
      ),
    ],
  };
}

/** Takes a code, written with dashes or without: the row goes with it, so that it is taken once. */
export async function takeRecoveryCode(env: Env, userId: string, code: string): Promise<boolean> {
  if (code.length !== CHARACTERS) return false;
  const row = await env.DB.prepare(
    "DELETE FROM recovery_codes WHERE user_id = ? AND digest = ? RETURNING user_id",
  )
    .bind(userId, await digestCredential(env.CREDENTIAL_PEPPER, "recovery_code", code))
    .first();
  return row !== null;
}

function makeCode(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(CHARACTERS));
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join("");
}
