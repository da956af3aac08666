import { SCOPES } from "@callping/contract/api/scopes";
import type { Scope } from "@callping/contract/api/scopes";
import type { Database } from "../../db/statement.ts";
import { without } from "../without.ts";
import { matchesCredential } from "./digest.ts";

/** `cpk_`, twelve characters that name the key, 43 that are the secret (32 bytes in base64url). */
const API_KEY = /^cpk_([A-Za-z0-9]{12})_[A-Za-z0-9_-]{43}$/;

export interface ApiCaller {
  keyId: string;
  keyName: string;
  /** Of a member who is signed in; a key is nobody's. */
  memberId?: string;
  organizationId: string;
  organizationNumber: number;
  shards: number;
  scopes: Scope[];
}

type Row = Omit<ApiCaller, "scopes"> & { digest: string; scopes: string };

/** The id of the row behind an API key, or `null` when the text is no API key. */
export function apiKeyId(key: string): string | null {
  const id = API_KEY.exec(key)?.[1];
  return id === undefined ? null : `key_${id}`;
}

/**
 * Whose API key this is, and what it may do.
 * @param now ISO 8601 milliseconds; keys expired by then count as unknown.
 * @returns `null` for a key that is malformed, unknown, wrong, revoked or expired; callers must not learn which.
 */
export async function findCaller(
  db: Database,
  pepperHex: string,
  key: string,
  now: string,
): Promise<ApiCaller | null> {
  const id = apiKeyId(key);
  if (id === null) return null;
  const row = await db
    .prepare(
      `SELECT api_keys.id AS keyId, api_keys.name AS keyName, api_keys.digest, api_keys.scopes,
              organizations.id AS organizationId, organizations.number AS organizationNumber, organizations.shards
         FROM api_keys JOIN organizations ON organizations.id = api_keys.organization_id
        WHERE api_keys.id = ? AND api_keys.revoked_at IS NULL AND (api_keys.expires_at IS NULL OR api_keys.expires_at > ?)`,
    )
    .bind(id, now)
    .first<Row>();
  if (row === null || !(await matchesCredential(pepperHex, "api_key", key, [row.digest]))) return null;
  return { ...without(row, "digest"), scopes: readScopes(row.scopes) };
}

function readScopes(json: string): Scope[] {
  const stored: unknown = JSON.parse(json);
  return Array.isArray(stored) ? SCOPES.filter((scope) => stored.includes(scope)) : [];
}
