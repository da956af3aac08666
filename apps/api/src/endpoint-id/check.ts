import { CHECK_BITS, putCheck } from "./layout.ts";

/** The check of an id: the first 18 bits of HMAC-SHA-256 over its 16 bytes with the check bits zeroed. */
export async function checkOf(key: CryptoKey, bytes: Uint8Array): Promise<number> {
  const zeroed = Uint8Array.from(bytes);
  putCheck(zeroed, 0);
  const mac = new DataView(await crypto.subtle.sign("HMAC", key, zeroed));
  return mac.getUint32(0) >>> (32 - CHECK_BITS);
}
