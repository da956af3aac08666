/** No tool nests deeper; what lies below is dropped, so that nothing that walks a payload can overflow the stack. */
const MAX_DEPTH = 32;

/** A copy of a JSON value without anything below the depth limit and without keys that reach prototypes. */
export function limitDepth(value: unknown, depth = 0): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) return null;
  if (Array.isArray(value)) return value.map((item) => limitDepth(item, depth + 1));
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value))
    if (key !== "__proto__") copy[key] = limitDepth(item, depth + 1);
  return copy;
}
