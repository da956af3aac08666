/** No tool nests deeper; what lies below is dropped, so that nothing that walks a payload can overflow the stack. */
const MAX_DEPTH = 32;

/** A JSON value without anything below the depth limit and without keys that reach prototypes; itself when it has neither. */
export function limitDepth(value: unknown): unknown {
  return isHarmless(value, 0) ? value : copyOf(value, 0);
}

/** Nearly every body is: then nothing is copied. */
function isHarmless(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (depth >= MAX_DEPTH) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (!isHarmless(item, depth + 1)) return false;
    return true;
  }
  if (Object.hasOwn(value, "__proto__")) return false;
  for (const key in value) if (!isHarmless(Reflect.get(value, key), depth + 1)) return false;
  return true;
}

function copyOf(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) return null;
  if (Array.isArray(value)) return value.map((item) => copyOf(item, depth + 1));
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value))
    if (key !== "__proto__") copy[key] = copyOf(item, depth + 1);
  return copy;
}
