import { fromHex, toHex } from "./hex.ts";
import { constantTimeEqual, hmac } from "./hmac.ts";

/** What a secret is for. It goes into the digest, so that no secret passes for one of another purpose. */
export type CredentialPurpose =
  | "api_key"
  | "alert_key"
  | "pbx_token"
  | "calendar_feed"
  | "browser_session"
  | "browser_directory"
  | "caller_card"
  | "call_code"
  | "refused_number"
  | "recovery_code";

/**
 * Digest under which a secret is stored: hex HMAC-SHA-256, 64 digits.
 * @param pepperHex the secret `CREDENTIAL_PEPPER`.
 */
export async function digestCredential(
  pepperHex: string,
  purpose: CredentialPurpose,
  secret: string,
): Promise<string> {
  return toHex(await hmac(pepperHex, `${purpose}\n${secret}`));
}

/** Whether a presented secret is the one behind any of some stored digests. Every digest is compared, in constant time. */
export async function matchesCredential(
  pepperHex: string,
  purpose: CredentialPurpose,
  secret: string,
  digests: readonly string[],
): Promise<boolean> {
  const presented = await hmac(pepperHex, `${purpose}\n${secret}`);
  let found = false;
  for (const digest of digests) found = constantTimeEqual(presented, fromHex(digest)) || found;
  return found;
}
