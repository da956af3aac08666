import { createHmac, randomBytes } from "node:crypto";

import { deriveKey } from "@callping/keys/derive";

const ITERATIONS = 100_000;
const ROUNDS = 6;
const KEY_ID = "1";

/**
 * A password as accounts store it: `$pbkdf2-sha256-x$v=1$i=100000$n=6$salt$hash$kid`, six chained rounds and then
 * HMAC-SHA-256 with the pepper that `kid` names. Takes about 80 ms.
 */
export async function hashPassword(password: string, pepperHex: string): Promise<string> {
  const salt = new Uint8Array(randomBytes(16));
  const derived = await deriveKey({ password, salt, iterations: ITERATIONS, rounds: ROUNDS });
  if (!derived.ok) throw new Error(`the demo's password cannot be hashed: ${derived.error.reason}`);
  const peppered = createHmac("sha256", Buffer.from(pepperHex, "hex")).update(derived.key).digest();
  return [
    "",
    "pbkdf2-sha256-x",
    "v=1",
    `i=${ITERATIONS}`,
    `n=${ROUNDS}`,
    plain(salt),
    plain(peppered),
    KEY_ID,
  ].join("$");
}

/** Base64 without padding, as PHC strings have it. */
function plain(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replaceAll("=", "");
}
