import type { Env } from "../../env.ts";
import { toHex } from "../credentials/hex.ts";
import { fromHex } from "../credentials/hex.ts";

/** What production accepts in one call of PBKDF2; the Worker that derives refuses more, too. */
export const MAX_ITERATIONS = 100_000;
const MAX_ROUNDS = 12;

export interface DeriveParameters {
  salt: Uint8Array<ArrayBuffer>;
  iterations: number;
  rounds: number;
}

/**
 * PBKDF2 in chained rounds, derived by the Worker that is there for it: 80 ms of CPU must not delay a ringing phone.
 * @throws when that Worker cannot be reached, or refuses: whoever calls is closed then.
 */
export async function derive(
  { KEYS }: Pick<Env, "KEYS">,
  password: string,
  { salt, iterations, rounds }: DeriveParameters,
): Promise<Uint8Array<ArrayBuffer>> {
  if (iterations > MAX_ITERATIONS || rounds > MAX_ROUNDS)
    throw new Error(`${rounds} rounds of ${iterations} are above what may be derived`);
  const answer = await KEYS.fetch("http://keys/derive", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ password, salt: toHex(salt), iterations, rounds }),
  });
  const body: unknown = await answer.json();
  const key = typeof body === "object" && body !== null && "key" in body ? body.key : null;
  if (!answer.ok || typeof key !== "string" || !/^[0-9a-f]{64}$/.test(key))
    throw new Error(`keys cannot be derived: ${answer.status}`);
  return fromHex(key);
}
