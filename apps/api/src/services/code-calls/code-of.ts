import { digestCredential } from "../credentials/digest.ts";
import { hmac } from "../credentials/hmac.ts";

const DIGITS = 6;

/**
 * The six digits that a code call speaks. Worked out of the call's id where they are spoken, so that no row and no queue
 * ever holds them.
 */
export async function codeOf(env: { CREDENTIAL_PEPPER: string }, codeCallId: string): Promise<string> {
  const bytes = await hmac(env.CREDENTIAL_PEPPER, `spoken_code\n${codeCallId}`);
  const value = new DataView(bytes.buffer).getBigUint64(0) % 10n ** BigInt(DIGITS);
  return String(value).padStart(DIGITS, "0");
}

/** What is stored to compare a typed code with: hex HMAC-SHA-256, of this call alone. */
export function digestOfCode(
  env: { CREDENTIAL_PEPPER: string },
  codeCallId: string,
  code: string,
): Promise<string> {
  return digestCredential(env.CREDENTIAL_PEPPER, "call_code", `${codeCallId}\n${code}`);
}
