import { TOKEN_SECONDS } from "@callping/domain/accounts/session-bounds";
import { errors, jwtVerify, SignJWT } from "jose";
import * as v from "valibot";
import type { Env } from "../../env.ts";
import { fromHex } from "../credentials/hex.ts";
import { readKeyring } from "../credentials/keyring.ts";

/** Portal sessions only: the admin panel has another audience, another type and other keys. */
const AUDIENCE = "callping-portal";
const TYPE = "cp-session+jwt";
/** Clocks of two machines differ; a token of a later time than that was not made here. */
const SKEW_SECONDS = 30;

const ClaimsSchema = v.object({
  sid: v.pipe(v.string(), v.regex(/^ses_[0-9a-f]{32}$/)),
  gen: v.pipe(v.number(), v.integer(), v.minValue(1)),
  amr: v.array(v.string()),
  auth_time: v.pipe(v.number(), v.integer()),
  iat: v.pipe(v.number(), v.integer()),
  exp: v.pipe(v.number(), v.integer()),
});
export type SessionClaims = v.InferOutput<typeof ClaimsSchema>;
type TokenEnv = Pick<Env, "SESSION_KEYS" | "API_ORIGIN">;

/** The cookie's content: who this is stands in the session's row, not in here. Times are seconds since the epoch. */
export async function signSessionToken(
  env: TokenEnv,
  claims: Pick<SessionClaims, "sid" | "gen" | "amr" | "auth_time">,
  nowMs: number,
): Promise<string> {
  const { id, keyHex } = readKeyring("SESSION_KEYS", env.SESSION_KEYS).current;
  const iat = Math.floor(nowMs / 1000);
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: "HS256", typ: TYPE, kid: id })
    .setIssuer(env.API_ORIGIN)
    .setAudience(AUDIENCE)
    .setIssuedAt(iat)
    .setExpirationTime(iat + TOKEN_SECONDS)
    .sign(fromHex(keyHex));
}

/** What a token of ours says; `expired` when its time is over, `null` for everything else. */
export async function readSessionToken(
  env: TokenEnv,
  token: string,
  nowMs: number,
): Promise<{ claims: SessionClaims; expired: boolean } | null> {
  const ring = readKeyring("SESSION_KEYS", env.SESSION_KEYS);
  try {
    const { payload } = await jwtVerify(
      token,
      ({ kid }) => {
        const key = ring.find(kid ?? "");
        if (key === undefined) throw new errors.JWKSNoMatchingKey();
        return fromHex(key);
      },
      {
        algorithms: ["HS256"],
        issuer: env.API_ORIGIN,
        audience: AUDIENCE,
        typ: TYPE,
        requiredClaims: ["exp", "iat"],
        currentDate: new Date(nowMs),
      },
    );
    return toClaims(payload, false, nowMs);
  } catch (error) {
    // Its signature, issuer, audience and type were right; it may be renewed while its session lives.
    if (error instanceof errors.JWTExpired) return toClaims(error.payload, true, nowMs);
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

function toClaims(payload: unknown, expired: boolean, nowMs: number) {
  const parsed = v.safeParse(ClaimsSchema, payload);
  if (!parsed.success || parsed.output.iat > nowMs / 1000 + SKEW_SECONDS) return null;
  return { claims: parsed.output, expired };
}
