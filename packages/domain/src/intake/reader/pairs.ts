const KEY_NAMES = ["name", "key", "title", "label", "field", "keyname", "Name", "Key", "Title"] as const;
const VALUE_NAMES = ["value", "Value", "val"] as const;
/** A row with more columns is no pair. */
const MAX_COLUMNS = 6;

/**
 * `[{ name, value }]`, `[{ title, value }]` and `["severity:critical"]` as one object; `null` when the list holds
 * anything else, for a row or two of alerts may have a `name` too.
 */
export function fieldsOfPairs(list: readonly unknown[], limit: number): Record<string, unknown> | null {
  const object: Record<string, unknown> = Object.create(null);
  const enough = Math.min(list.length, limit) / 2;
  let found = 0;
  let others = 0;
  for (let at = 0; at < list.length && at < limit && others <= enough; at += 1) {
    const item = list[at];
    const pair = typeof item === "string" ? splitPair(item) : pairOf(item);
    if (pair === null) others += 1;
    else {
      object[pair[0]] ??= pair[1];
      found += 1;
    }
  }
  return found > 0 && found >= enough ? object : null;
}

function splitPair(text: string): [string, unknown] | null {
  const [, key, value] = /^([\w .-]{1,60})[:=](?!\/\/)\s?(.{1,200})$/.exec(text) ?? [];
  return key === undefined || value === undefined ? null : [key, value];
}

function pairOf(item: unknown): [string, unknown] | null {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return null;
  const valueName = VALUE_NAMES.find((name) => Object.hasOwn(item, name));
  if (valueName === undefined) return null;
  let columns = 0;
  for (const _name in item) if ((columns += 1) > MAX_COLUMNS) return null;
  for (const name of KEY_NAMES) {
    const key: unknown = Object.hasOwn(item, name) ? Reflect.get(item, name) : undefined;
    if (typeof key === "string") return [key, Reflect.get(item, valueName)];
  }
  return null;
}
