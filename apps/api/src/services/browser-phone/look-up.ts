import { REGISTER_SECONDS } from "@callping/contract/api/browser-phone";
import type { Env } from "../../env.ts";
import { digestCredential } from "../credentials/digest.ts";
import { readSessionUser } from "./session-user.ts";

/** What the PBX of browser phones asks for, by name: PJSIP objects. */
export const TABLES = ["endpoints", "auths", "aors"] as const;
export type Table = (typeof TABLES)[number];

/** A PJSIP object's settings by their names in `pjsip.conf`. */
type Settings = Record<string, string>;

const AOR = /^999\d{12}$/;

/**
 * A PJSIP object of the browser phones, or null when there is none: nothing is stored, an expired session is simply not
 * there. Reads no database, since a call asks for its address of record on the way to the browser.
 * @param now milliseconds
 */
export async function lookUp(
  env: Pick<Env, "CREDENTIAL_PEPPER">,
  table: Table,
  id: string,
  now: number,
): Promise<Settings | null> {
  if (table === "aors") return AOR.test(id) ? { id, ...REGISTRATION } : null;
  const session = readSessionUser(id);
  if (session === null || session.expiresAt <= now) return null;
  if (table === "endpoints") return { id, aors: session.aor, auth: id, ...ONLY_REGISTERS };
  const password = await digestCredential(env.CREDENTIAL_PEPPER, "browser_session", id);
  return { id, auth_type: "digest", username: id, password };
}

/** One tab at a time: the newest takes the phone over. A registration outlives its credentials by two minutes at most. */
const REGISTRATION: Settings = {
  max_contacts: "1",
  remove_existing: "yes",
  default_expiration: String(REGISTER_SECONDS),
  minimum_expiration: "30",
  maximum_expiration: "120",
};

/**
 * A session registers and can do nothing else: no codec, so no call, and a context that refuses. It is known by the user
 * of its credentials; `username` lets the registrar find the address of record in the To header.
 */
const ONLY_REGISTERS: Settings = {
  context: "deny-all",
  disallow: "all",
  identify_by: "auth_username,username",
};
