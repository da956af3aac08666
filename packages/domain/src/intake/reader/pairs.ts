const KEY_NAMES = ["name", "key", "title", "label", "field", "keyname", "Name", "Key", "Title"] as const;
const VALUE_NAMES = ["value", "Value", "val"] as const;

/**
 * `[{ name, value }]`, `[{ title, value }]` and `["severity:critical"]` as one object; `null` when the list holds
 * anything else, for a row or two of alerts may have a `name` too.
 */
export function fieldsOfPairs(list: readonly unknown[], limit: number): Record<string, unknown> | null {
  const object: Record<string, unknown> = Object.create(null);
  let found = 0;
  for (const item of list.slice(0, limit)) {
    const pair = typeof item === "string" ? splitPair(item) : pairOf(item);
    if (pair === null) continue;
    object[pair[0]] ??= pair[1];
    found += 1;
  }
  return found > 0 && found >= Math.min(list.length, limit) / 2 ? object : null;
}

function splitPair(text: string): [string, unknown] | null {
  const [, key, value] = /^([\w .-]{1,60})[:=](?!\/\/)\s?(.{1,200})$/.exec(text) ?? [];
  return key === undefined || value === undefined ? null : [key, value];
}

function pairOf(item: unknown): [string, unknown] | null {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return null;
  const row: ReadonlyMap<string, unknown> = new Map(Object.entries(item));
  const key = KEY_NAMES.map((name) => row.get(name)).find((value) => typeof value === "string");
  const value = VALUE_NAMES.find((name) => row.has(name));
  return typeof key === "string" && value !== undefined && row.size <= 6 ? [key, row.get(value)] : null;
}
