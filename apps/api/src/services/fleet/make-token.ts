import { toBase64Url } from "../credentials/base64url.ts";
import { digestCredential } from "../credentials/digest.ts";

/** A control token for a PBX, and the digest it is stored under. */
export async function makeToken(pepperHex: string): Promise<{ token: string; digest: string }> {
  const token = toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
  return { token, digest: await digestCredential(pepperHex, "pbx_token", token) };
}
