import type { Env } from "../../env.ts";
import { toBase64Url } from "../credentials/base64url.ts";
import { toHex } from "../credentials/hex.ts";
import { hmac } from "../credentials/hmac.ts";

type TokenEnv = Pick<Env, "MAIL_TOKEN_KEY">;
/** Each of them opens one door. It goes into the token, so that none opens another. */
export type TokenPurpose = "sign_up" | "password_reset" | "email_old" | "email_new" | "challenge";

const TOKEN = /^([\w-]{1,64})\.([\w-]{43})$/;

/** 128 bits that nobody can guess, behind a prefix. */
export function randomId(prefix: string): string {
  return `${prefix}_${toHex(crypto.getRandomValues(new Uint8Array(16)))}`;
}

/**
 * The token of a row: `<row id>.<HMAC>`. It is made again whenever a mail is written, so that neither the row nor the mail
 * that waits holds it.
 */
export async function tokenOf(env: TokenEnv, purpose: TokenPurpose, id: string): Promise<string> {
  return `${id}.${toBase64Url(await hmac(env.MAIL_TOKEN_KEY, `${purpose}\n${id}`))}`;
}

/** What is stored of a token, and compared. */
export async function digestToken(env: TokenEnv, purpose: TokenPurpose, token: string): Promise<string> {
  return toHex(await hmac(env.MAIL_TOKEN_KEY, `digest ${purpose}\n${token}`));
}

/** The row that a token names; whether the token is the row's is the digest's to say. */
export function idOfToken(token: string): string | null {
  return TOKEN.exec(token)?.[1] ?? null;
}
