import { fromHex } from "./hex.ts";

const HMAC = { name: "HMAC", hash: "SHA-256" } as const;
const imported = new Map<string, Promise<CryptoKey>>();
const encoder = new TextEncoder();

/** HMAC-SHA-256 of a text. The imported key stays for the isolate's life: importing costs more than signing. */
export async function hmac(keyHex: string, text: string): Promise<Uint8Array<ArrayBuffer>> {
  let key = imported.get(keyHex);
  if (key === undefined) {
    if (!/^(?:[0-9a-f]{2}){16,}$/i.test(keyHex))
      throw new Error("an HMAC key must be at least 16 bytes in hex");
    key = crypto.subtle.importKey("raw", fromHex(keyHex), HMAC, false, ["sign"]);
    imported.set(keyHex, key);
  }
  return new Uint8Array(await crypto.subtle.sign("HMAC", await key, encoder.encode(text)));
}

/** Equality in a time that depends on the lengths alone. Compare digests with it, never secrets of unequal length. */
export function constantTimeEqual(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let index = 0; index < left.length; index += 1) difference |= (left[index] ?? 0) ^ (right[index] ?? 0);
  return difference === 0;
}
