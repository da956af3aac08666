import type { Env } from "../../env.ts";
import { constantTimeEqual } from "../credentials/hmac.ts";
import { fromHex } from "../credentials/hex.ts";
import { derive } from "./derive.ts";

type PasswordEnv = Pick<Env, "KEYS" | "CREDENTIAL_PEPPER">;

/** Six chained rounds: each round's output is the next one's password. It is not one call of 600,000. */
const NOW = { iterations: 100_000, rounds: 6, saltBytes: 16, pepperId: "1" } as const;
const STORED =
  /^\$pbkdf2-sha256-x\$v=1\$i=(\d{1,6})\$n=(\d{1,2})\$([A-Za-z0-9+/]{22,86})\$([A-Za-z0-9+/]{43})\$(\w{1,8})$/;

/**
 * A password as it is stored: `$pbkdf2-sha256-x$v=1$i=100000$n=6$salt$hash$kid`; the hash is an HMAC-SHA-256 of what was
 * derived, with the pepper that `kid` names. `null`: nothing can be derived now.
 */
export async function hashPassword(env: PasswordEnv, password: string): Promise<string | null> {
  const { iterations, rounds, saltBytes, pepperId } = NOW;
  const salt = crypto.getRandomValues(new Uint8Array(saltBytes));
  const hash = await orNull(async () =>
    pepper(env, await derive(env, password, { salt, iterations, rounds })),
  );
  if (hash === null) return null;
  return `$pbkdf2-sha256-x$v=1$i=${iterations}$n=${rounds}$${toPlain(salt)}$${toPlain(hash)}$${pepperId}`;
}

/**
 * Whether a password is the stored one. Nobody's password (`null`) costs the same derivation and matches nothing.
 * @returns `stale` when it should be stored anew, by the parameters of today. `null`: it cannot be told now, and nobody is let
 * in, and nobody is told that the password was wrong.
 */
export async function checkPassword(
  env: PasswordEnv,
  typed: string,
  stored: string | null,
): Promise<{ matches: boolean; stale: boolean } | null> {
  // No password is empty, and nothing derives one: it costs what a wrong one costs.
  const password = typed === "" ? "\0" : typed;
  return orNull(async () => {
    const { iterations, rounds, salt, hash, pepperId } = stored === null ? nobody() : read(stored);
    const derived = await pepper(env, await derive(env, password, { salt, iterations, rounds }));
    const matches = constantTimeEqual(derived, hash) && stored !== null;
    const stale =
      iterations !== NOW.iterations ||
      rounds !== NOW.rounds ||
      salt.length !== NOW.saltBytes ||
      pepperId !== NOW.pepperId;
    return { matches, stale: matches && stale };
  });
}

async function orNull<T>(derived: () => Promise<T>): Promise<T | null> {
  try {
    return await derived();
  } catch (error) {
    console.error(JSON.stringify({ event: "keys_unavailable", reason: String(error) }));
    return null;
  }
}

function nobody(): ReturnType<typeof read> {
  const { iterations, rounds, saltBytes, pepperId } = NOW;
  return { iterations, rounds, pepperId, salt: new Uint8Array(saltBytes), hash: new Uint8Array(32) };
}

function read(stored: string) {
  const [, i, n, salt, hash, pepperId] = STORED.exec(stored) ?? [];
  if (salt === undefined || hash === undefined || pepperId !== NOW.pepperId)
    throw new Error("a stored password cannot be read");
  return { iterations: Number(i), rounds: Number(n), salt: fromPlain(salt), hash: fromPlain(hash), pepperId };
}

async function pepper({ CREDENTIAL_PEPPER }: PasswordEnv, derived: Uint8Array<ArrayBuffer>) {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", fromHex(CREDENTIAL_PEPPER), algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, derived));
}

/** Base64 without padding, as PHC strings have it. */
function toPlain(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("=", "");
}

function fromPlain(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
