import { checkOf } from "./check.ts";
import { endpointIdKeys } from "./keys.ts";
import { formatUuid, packEndpointId, putCheck } from "./layout.ts";

export interface MintInput {
  /** 1 to 4,294,967,295. */
  organizationNumber: number;
  /** 0 to 63. */
  shard: number;
  /** 0 to 3: which of the keys signs. */
  keyId: number;
  /** 8 random bytes from a cryptographic source. */
  random: Uint8Array;
}

/**
 * A new endpoint id. Whoever holds the keys can check it without any look-up, and learns which Desk it belongs to.
 * @param keys the secret `ENDPOINT_ID_KEYS`.
 * @throws RangeError when a field does not fit, Error when there is no key of that id.
 */
export async function mintEndpointId(keys: string, input: MintInput): Promise<string> {
  requireRange("organizationNumber", input.organizationNumber, 1, 0xffff_ffff);
  requireRange("shard", input.shard, 0, 63);
  requireRange("keyId", input.keyId, 0, 3);
  requireRange("random.length", input.random.length, 8, 8);
  const key = (await endpointIdKeys(keys)).get(input.keyId);
  if (key === undefined) throw new Error(`ENDPOINT_ID_KEYS holds no key ${input.keyId}`);
  const random = new DataView(input.random.buffer, input.random.byteOffset, 8).getBigUint64(0);
  const bytes = packEndpointId({ ...input, random });
  putCheck(bytes, await checkOf(key, bytes));
  return formatUuid(bytes);
}

function requireRange(name: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new RangeError(`${name} must be from ${least} to ${most}, not ${value}`);
}
