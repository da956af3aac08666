import type { Env } from "../../env.ts";
import { toHex } from "../credentials/hex.ts";
import { constantTimeEqual, hmac } from "../credentials/hmac.ts";

const TOKEN = /^([0-9a-f]{32})\.([0-9a-f]{64})$/;

/** A token for one session: `<random>.<HMAC(session id | random)>`. Good as long as the session; nothing is stored. */
export async function makeCsrfToken({ CSRF_KEY }: Pick<Env, "CSRF_KEY">, sessionId: string): Promise<string> {
  const random = toHex(crypto.getRandomValues(new Uint8Array(16)));
  return `${random}.${toHex(await hmac(CSRF_KEY, `${sessionId}|${random}`))}`;
}

/** Whether a token was made for this session. */
export async function isCsrfToken(
  { CSRF_KEY }: Pick<Env, "CSRF_KEY">,
  sessionId: string,
  token: string,
): Promise<boolean> {
  const [, random, shown] = TOKEN.exec(token) ?? [];
  if (random === undefined || shown === undefined) return false;
  const wanted = toHex(await hmac(CSRF_KEY, `${sessionId}|${random}`));
  const encoder = new TextEncoder();
  return constantTimeEqual(encoder.encode(wanted), encoder.encode(shown));
}
