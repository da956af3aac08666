import type { Env } from "../../env.ts";
import { HOME_REGION, phoneLineName } from "../../objects/names.ts";
import type { PhoneLine } from "../../objects/phone-line/phone-line.ts";
import { hmac } from "../credentials/hmac.ts";

/** The line that a number's calls go through, across all organizations. */
export async function lineOf(env: Env, number: string): Promise<DurableObjectStub<PhoneLine>> {
  const digest = await hmac(env.NUMBER_HASH_KEY, number);
  return env.PHONE_LINE.getByName(phoneLineName(HOME_REGION, env.DEPLOYMENT, digest[0] ?? 0));
}
