/** The beginning of a text that is looked at, and how many fields of it are kept. */
const MAX_LOOKED_AT = 20_000;
const MAX_KEPT = 100;
const PAIR =
  /"([A-Za-z_][\w.-]{0,60})"\s{0,3}:\s{0,3}(?:"((?:[^"\\\n]|\\.){1,300})"|(-?\d{1,15}(?:\.\d{1,6})?|true|false)\b)/g;

/**
 * The fields that can be made out in JSON that nobody can mend (cut short, quotes inside texts), flat, the first of each
 * name; `null` when there are none. What they say of an end is not to be believed: the rest may have said otherwise.
 */
export function salvageJson(text: string): Record<string, string> | null {
  const fields = new Map<string, string>();
  for (const [, name = "", value, bare = ""] of text.slice(0, MAX_LOOKED_AT).matchAll(PAIR)) {
    if (fields.size === MAX_KEPT) break;
    if (name !== "__proto__" && !fields.has(name)) fields.set(name, value ?? bare);
  }
  return fields.size === 0 ? null : Object.fromEntries(fields);
}
