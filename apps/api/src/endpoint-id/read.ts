import { fromHex } from "../services/credentials/hex.ts";
import { checkOf } from "./check.ts";
import { endpointIdKeys } from "./keys.ts";
import { formatUuid, unpackEndpointId } from "./layout.ts";

export interface EndpointAddress {
  /** Canonical, lower case, with hyphens. */
  uuid: string;
  organizationNumber: number;
  shard: number;
}

const UUID_OR_HEX = /^(?:[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;

/**
 * Checks an endpoint id and says which Desk it leads to. No look-up: a guessed or cut id costs one HMAC.
 * @param keys the secret `ENDPOINT_ID_KEYS`.
 * @param text a UUID, or the same 32 hex digits (the PagerDuty routing key); any case.
 * @returns `null` for anything that we did not mint (a random forgery passes once in 262,144).
 */
export async function readEndpointId(keys: string, text: string): Promise<EndpointAddress | null> {
  if (!UUID_OR_HEX.test(text)) return null;
  const bytes = fromHex(text.replaceAll("-", ""));
  const fields = unpackEndpointId(bytes);
  if (fields === null || fields.organizationNumber === 0) return null;
  const key = (await endpointIdKeys(keys)).get(fields.keyId);
  if (key === undefined || (await checkOf(key, bytes)) !== fields.check) return null;
  return { uuid: formatUuid(bytes), organizationNumber: fields.organizationNumber, shard: fields.shard };
}
