import type { IncomingEvent } from "../intake/event.ts";

const EVENT_FIELDS: Readonly<Record<string, (event: IncomingEvent) => unknown>> = {
  severity: (event) => event.severity,
  state: (event) => event.state,
  title: (event) => event.title,
  message: (event) => event.message,
  tool: (event) => event.tool,
};

/** A path of dotted keys can be read in many ways; this bounds the search on hostile payloads. */
const MAX_LOOKUPS = 200;

/** The value of a condition's field, `undefined` when the event has none (`null` counts as none). */
export function readField(event: IncomingEvent, field: string): unknown {
  const own = Object.hasOwn(EVENT_FIELDS, field) ? EVENT_FIELDS[field] : undefined;
  if (own !== undefined) return own(event) ?? undefined;
  const found = readPath(event.payload, field.split("."), { left: MAX_LOOKUPS });
  if (found !== undefined || !field.startsWith("payload.")) return found;
  return readPath(event.payload, field.split(".").slice(1), { left: MAX_LOOKUPS });
}

/** Own keys only. A key may itself hold dots (`kubernetes.io/name`), so longer joins are tried after single segments. */
function readPath(value: unknown, segments: readonly string[], budget: { left: number }): unknown {
  if (segments.length === 0) return value ?? undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (let length = 1; length <= segments.length; length += 1) {
    budget.left -= 1;
    if (budget.left < 0) return undefined;
    const key = segments.slice(0, length).join(".");
    if (!Object.hasOwn(value, key)) continue;
    const found = readPath(Reflect.get(value, key), segments.slice(length), budget);
    if (found !== undefined) return found;
  }
  return undefined;
}
