/** Several keys of one kind, so that one can be replaced while what it made is still read. */
export interface Keyring {
  /** The highest id: what is new is made with it. */
  current: { id: string; keyHex: string };
  /** The key of an id, or `undefined` when there is none any more. */
  find(id: string): string | undefined;
}

/**
 * Reads a secret such as `SESSION_KEYS`: a JSON object of key id (digits) → 32 bytes in hex.
 * @throws when it is anything else: a mistyped secret must not weaken what it protects.
 */
export function readKeyring(name: string, json: string): Keyring {
  const parsed: unknown = JSON.parse(json);
  const entries = typeof parsed === "object" && parsed !== null ? Object.entries(parsed) : [];
  const keys = new Map<string, string>();
  for (const [id, key] of entries) {
    if (!/^\d{1,4}$/.test(id) || typeof key !== "string" || !/^[0-9a-f]{64}$/i.test(key))
      throw new Error(`${name} must be a JSON object of digits → 32 bytes in hex`);
    keys.set(id, key);
  }
  const id = [...keys.keys()].toSorted((a, b) => Number(b) - Number(a))[0];
  const keyHex = id === undefined ? undefined : keys.get(id);
  if (id === undefined || keyHex === undefined) throw new Error(`${name} holds no key`);
  return { current: { id, keyHex }, find: (wanted) => keys.get(wanted) };
}
