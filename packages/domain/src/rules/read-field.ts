import type { IncomingEvent } from "../intake/event.ts";

/** Reads one field of an event; `undefined` when the event has none (`null` counts as none). */
export type ReadField = (event: IncomingEvent) => unknown;

const EVENT_FIELDS: Readonly<Record<string, ReadField>> = {
  severity: (event) => event.severity ?? undefined,
  state: (event) => event.state,
  title: (event) => event.title ?? undefined,
  message: (event) => event.message ?? undefined,
  tool: (event) => event.tool,
};

/** A path of dotted keys can be read in many ways; this bounds the search on hostile payloads. */
const MAX_LOOKUPS = 200;

/**
 * How a condition's field is read: an event's own field by its name, anything else by its path into the payload. The
 * path is taken apart here, once.
 */
export function fieldReader(field: string): ReadField {
  const own = Object.hasOwn(EVENT_FIELDS, field) ? EVENT_FIELDS[field] : undefined;
  if (own !== undefined) return own;
  const segments = field.split(".");
  const inside = field.startsWith("payload.") ? segments.slice(1) : null;
  return ({ payload }) => {
    const found = readPath(payload, segments, 0, { left: MAX_LOOKUPS });
    if (found !== undefined || inside === null) return found;
    return readPath(payload, inside, 0, { left: MAX_LOOKUPS });
  };
}

/** The value of one field, for whoever asks once. */
export function readField(event: IncomingEvent, field: string): unknown {
  return fieldReader(field)(event);
}

/** Own keys only. A key may itself hold dots (`kubernetes.io/name`), so longer joins are tried after single segments. */
function readPath(
  value: unknown,
  segments: readonly string[],
  from: number,
  budget: { left: number },
): unknown {
  if (from === segments.length) return value ?? undefined;
  if (typeof value !== "object" || value === null) return undefined;
  let key = "";
  for (let end = from; end < segments.length; end += 1) {
    budget.left -= 1;
    if (budget.left < 0) return undefined;
    key = end === from ? (segments[end] ?? "") : `${key}.${segments[end] ?? ""}`;
    if (!Object.hasOwn(value, key)) continue;
    const found = readPath(Reflect.get(value, key), segments, end + 1, budget);
    if (found !== undefined) return found;
  }
  return undefined;
}
