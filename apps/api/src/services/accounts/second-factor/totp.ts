import { constantTimeEqual } from "../../credentials/hmac.ts";

/** RFC 6238 with what every authenticator app assumes: SHA-1, six digits, 30 seconds. */
const STEP_SECONDS = 30;
const DIGITS = 6;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The step of a moment: `floor(seconds / 30)`. */
export function stepOf(nowMs: number): number {
  return Math.floor(nowMs / 1000 / STEP_SECONDS);
}

/** The code of a step (RFC 4226, 5.3). */
export async function codeOfStep(secret: Uint8Array<ArrayBuffer>, step: number): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-1" };
  const key = await crypto.subtle.importKey("raw", secret, algorithm, false, ["sign"]);
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(step));
  const mac = new DataView(await crypto.subtle.sign("HMAC", key, counter.buffer));
  const offset = mac.getUint8(mac.byteLength - 1) & 0xf;
  const number = (mac.getUint32(offset) & 0x7fffffff) % 10 ** DIGITS;
  return String(number).padStart(DIGITS, "0");
}

/**
 * The step whose code this is, of the one before, this one and the next: an app's clock may be off by as much (a deviation
 * from ASVS 6.5.5, written down). All three are compared, whichever it is; `null` when it is none of them.
 */
export async function matchingStep(
  secret: Uint8Array<ArrayBuffer>,
  code: string,
  nowMs: number,
): Promise<number | null> {
  const encoder = new TextEncoder();
  const shown = encoder.encode(code);
  let found: number | null = null;
  for (const skew of [-1, 0, 1]) {
    const step = stepOf(nowMs) + skew;
    if (constantTimeEqual(encoder.encode(await codeOfStep(secret, step)), shown)) found = step;
  }
  return found;
}

/** RFC 4648, section 6, without padding: how apps take a secret. */
export function toBase32(bytes: Uint8Array): string {
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => BASE32[Number.parseInt(five.padEnd(5, "0"), 2)])
    .join("");
}
