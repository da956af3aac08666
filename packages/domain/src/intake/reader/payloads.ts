import { isObject } from "./places.ts";
import type { Part } from "./split-alerts.ts";

/** Fields around the alerts of a body that are copied into all of them together. */
const MAX_COPIED = 4000;

/** What rules see of each alert of a list: as if it were alone in its body, so that a path reads the same for one and for many. */
export function payloadsOf(parts: readonly Part[]): (index: number) => unknown {
  const [first] = parts;
  const shared = first?.shared ?? null;
  const around = shared === null ? {} : firstFields(shared, Math.floor(MAX_COPIED / parts.length));
  return (index) => {
    const item = parts[index]?.item;
    return shared === null || !isObject(item) ? item : { ...around, alerts: [item], ...item };
  };
}

function firstFields(object: Record<string, unknown>, limit: number): Record<string, unknown> {
  const entries = Object.entries(object);
  return entries.length <= limit ? object : Object.fromEntries(entries.slice(0, limit));
}
