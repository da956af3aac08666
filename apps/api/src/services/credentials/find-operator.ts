import type { ApiCaller } from "./find-caller.ts";
import { fromHex } from "./hex.ts";
import { constantTimeEqual } from "./hmac.ts";

/** What an operator's key may do. No customer's key has `fleet:write`, whatever its row says. */
const OPERATOR_SCOPES = ["fleet:read", "fleet:write", "suppressions:write"] as const;
/** 32 random bytes in base64url: nothing that could be guessed, so a plain digest is enough. */
const OPERATOR_KEY = /^cpo_[A-Za-z0-9_-]{43}$/;
const DIGEST = /^[0-9a-f]{64}$/;

/** Whether a text has the form of an operator's key. */
export function isOperatorKey(key: string): boolean {
  return key.startsWith("cpo_");
}

/**
 * The operator behind a key, or `null`.
 * @param operatorKeys `OPERATOR_KEYS`: `<name>:<SHA-256 of the key in hex>` with commas between
 */
export async function findOperator(operatorKeys: string, key: string): Promise<ApiCaller | null> {
  if (!OPERATOR_KEY.test(key)) return null;
  const presented = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key)));
  let found: string | null = null;
  for (const entry of operatorKeys.split(",")) {
    const [name = "", digest = ""] = entry.trim().split(":");
    if (name !== "" && DIGEST.test(digest) && constantTimeEqual(presented, fromHex(digest))) found = name;
  }
  if (found === null) return null;
  return {
    keyId: `operator:${found}`,
    keyName: found,
    organizationId: "org_operators",
    organizationNumber: 0,
    shards: 1,
    scopes: [...OPERATOR_SCOPES],
  };
}
