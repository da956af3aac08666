import { fromHex } from "../services/credentials/hex.ts";

const HMAC = { name: "HMAC", hash: "SHA-256" } as const;

/** Keys by their two-bit id. Importing costs more than signing, so the imported keys stay for the isolate's life. */
const imported = new Map<string, Promise<ReadonlyMap<number, CryptoKey>>>();

/**
 * The keys behind endpoint ids.
 * @param keys JSON object of key id (`"0"` to `"3"`) → 64 hex digits, as in `ENDPOINT_ID_KEYS`.
 * @throws when the secret is malformed: a deployment that cannot check ids must not start answering 404.
 */
export function endpointIdKeys(keys: string): Promise<ReadonlyMap<number, CryptoKey>> {
  const known = imported.get(keys);
  if (known !== undefined) return known;
  const fresh = importKeys(keys);
  imported.set(keys, fresh);
  return fresh;
}

async function importKeys(keys: string): Promise<ReadonlyMap<number, CryptoKey>> {
  const parsed: unknown = JSON.parse(keys);
  if (typeof parsed !== "object" || parsed === null) throw new Error("ENDPOINT_ID_KEYS is not a JSON object");
  const entries = await Promise.all(
    Object.entries(parsed).map(async ([id, hex]): Promise<[number, CryptoKey]> => {
      if (!/^[0-3]$/.test(id) || typeof hex !== "string" || !/^[0-9a-f]{64}$/i.test(hex)) {
        throw new Error(`ENDPOINT_ID_KEYS: key ${id} is not 64 hex digits under an id from 0 to 3`);
      }
      return [Number(id), await crypto.subtle.importKey("raw", fromHex(hex), HMAC, false, ["sign"])];
    }),
  );
  if (entries.length === 0) throw new Error("ENDPOINT_ID_KEYS holds no key");
  return new Map(entries);
}

/** The key that new ids are signed with: the one of the highest id, so that a key is added before an old one goes. */
export async function newestKeyId(keys: string): Promise<number> {
  return Math.max(...(await endpointIdKeys(keys)).keys());
}
