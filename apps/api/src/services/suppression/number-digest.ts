import { createHmac } from "node:crypto";
import type { Env } from "../../env.ts";
import { HOME_REGION, phoneLineName } from "../../objects/names.ts";
import type { PhoneLine } from "../../objects/phone-line/phone-line.ts";
import { fromHex } from "../credentials/hex.ts";

/**
 * What is kept of a number whose holder wants no calls: HMAC-SHA-256 with a key of the installation, in hex. Its first
 * byte is the number's PhoneLine. At once, not by a promise: a line decides in one turn whether it may ring.
 * @param number E.164
 */
export function numberDigest({ NUMBER_HASH_KEY }: Pick<Env, "NUMBER_HASH_KEY">, number: string): string {
  return createHmac("sha256", fromHex(NUMBER_HASH_KEY)).update(number).digest("hex");
}

/** The PhoneLine of a number, by its digest. */
export function lineOf(
  env: Pick<Env, "PHONE_LINE" | "DEPLOYMENT">,
  digest: string,
): DurableObjectStub<PhoneLine> {
  return env.PHONE_LINE.getByName(phoneLineNameOf(env, digest));
}

export function phoneLineNameOf({ DEPLOYMENT }: Pick<Env, "DEPLOYMENT">, digest: string): string {
  return phoneLineName(HOME_REGION, DEPLOYMENT, Number.parseInt(digest.slice(0, 2), 16));
}
