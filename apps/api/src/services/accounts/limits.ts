import type { Env } from "../../env.ts";
import { toHex } from "../credentials/hex.ts";
import { hmac } from "../credentials/hmac.ts";
import { countWithin, type Limit } from "../limits/count-within.ts";

/** Too often; or it could not be counted, and then nobody passes: a limiter that is down must not open a door. */
export type Limited =
  | { reason: "account_rate_limited"; limit: string; retryAfterSeconds: number }
  | { reason: "account_unavailable" };

type LimitEnv = Pick<Env, "DB" | "MAIL_TOKEN_KEY">;
const MINUTE = 60;
const QUARTER = 15 * MINUTE;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What a limit counts by: keyed, so that the table holds no address of anybody. */
async function keyed({ MAIL_TOKEN_KEY }: LimitEnv, what: string, ...who: string[]): Promise<string> {
  return `${what}:${toHex(await hmac(MAIL_TOKEN_KEY, `limit\n${who.join("\n").toLowerCase()}`)).slice(0, 32)}`;
}

/** Counts one try against all of these limits, or says which one is reached. */
async function count(env: LimitEnv, limits: readonly Limit[], now: string): Promise<Limited | null> {
  try {
    const reached = await countWithin(env.DB, limits, QUARTER, now);
    return reached === null ? null : { reason: "account_rate_limited", ...reached };
  } catch (error) {
    console.error(JSON.stringify({ event: "limiter_down", reason: String(error) }));
    return { reason: "account_unavailable" };
  }
}

const limit = (key: string, most: number, seconds: number, name: string): Limit => ({
  key,
  most,
  seconds,
  name,
});

/**
 * A sign-in: 20 a minute from an address; 5 in 15 minutes from an address to an account; 10 in 15 minutes to an account,
 * and one a minute beyond, so that nobody can lock somebody else out.
 */
export async function countSignIn(
  env: LimitEnv,
  address: string,
  email: string,
  now: string,
): Promise<Limited | null> {
  const refused = await count(
    env,
    [
      limit(await keyed(env, "sign-in-address", address), 20, MINUTE, "20 sign-ins a minute from an address"),
      limit(
        await keyed(env, "sign-in-both", address, email),
        5,
        QUARTER,
        "5 sign-ins in 15 minutes from an address to an account",
      ),
    ],
    now,
  );
  if (refused !== null) return refused;
  const ten = limit(
    await keyed(env, "sign-in-account", email),
    10,
    QUARTER,
    "10 sign-ins in 15 minutes to an account",
  );
  const beyond = await count(env, [ten], now);
  if (beyond?.reason !== "account_rate_limited") return beyond;
  const name = "1 sign-in a minute to an account after 10 in 15 minutes";
  return count(env, [limit(await keyed(env, "sign-in-delay", email), 1, MINUTE, name)], now);
}

/** Sign-ups and the mails they bring. */
export async function countSignUp(
  env: LimitEnv,
  address: string,
  email: string,
  now: string,
): Promise<Limited | null> {
  return count(
    env,
    [
      limit(await keyed(env, "sign-up-address", address), 5, HOUR, "5 sign-ups an hour from an address"),
      limit(await keyed(env, "sign-up-mail", email), 3, HOUR, "3 sign-ups an hour of an e-mail address"),
    ],
    now,
  );
}

export async function countReset(
  env: LimitEnv,
  address: string,
  email: string,
  now: string,
): Promise<Limited | null> {
  return count(
    env,
    [
      limit(await keyed(env, "reset-mail", email), 3, HOUR, "3 password mails an hour to an e-mail address"),
      limit(
        await keyed(env, "reset-address", address),
        10,
        HOUR,
        "10 password mails an hour from an address",
      ),
    ],
    now,
  );
}

/** A link of a mail, tried: by the row that it names, and by address. */
export async function countLink(
  env: LimitEnv,
  address: string,
  id: string,
  now: string,
): Promise<Limited | null> {
  return count(
    env,
    [
      limit(await keyed(env, "link", id), 5, HOUR, "5 tries of a link"),
      limit(await keyed(env, "link-address", address), 30, HOUR, "30 links an hour from an address"),
    ],
    now,
  );
}

export async function countRefresh(
  env: LimitEnv,
  address: string,
  sessionId: string,
  now: string,
): Promise<Limited | null> {
  return count(
    env,
    [
      limit(await keyed(env, "refresh", sessionId), 30, HOUR, "30 renewals an hour of a session"),
      limit(
        await keyed(env, "refresh-address", address),
        120,
        MINUTE,
        "120 renewals a minute from an address",
      ),
    ],
    now,
  );
}

/** Codes of a second factor, right or wrong. The challenge's own five tries are counted in its row. */
export async function countFactor(env: LimitEnv, userId: string, now: string): Promise<Limited | null> {
  return count(
    env,
    [
      limit(await keyed(env, "factor", userId), 5, QUARTER, "5 codes in 15 minutes of an account"),
      limit(await keyed(env, "factor-day", userId), 20, DAY, "20 codes a day of an account"),
    ],
    now,
  );
}

export async function countStepUp(env: LimitEnv, userId: string, now: string): Promise<Limited | null> {
  return count(
    env,
    [limit(await keyed(env, "step-up", userId), 5, QUARTER, "5 step-ups in 15 minutes of an account")],
    now,
  );
}

export async function countMailChange(env: LimitEnv, userId: string, now: string): Promise<Limited | null> {
  return count(
    env,
    [
      limit(
        await keyed(env, "mail-change", userId),
        5,
        HOUR,
        "5 changes of the e-mail address an hour of an account",
      ),
    ],
    now,
  );
}
