import { MAX_EVENTS, type Work } from "../work.ts";
import { isObject } from "./places.ts";

/** One alert of a body, and the body around it when it came from a list. */
export interface Part {
  item: unknown;
  /** What all alerts of the body share; `null` when the item is the whole body. */
  shared: Record<string, unknown> | null;
  path: string;
  /** Whether the body holds no other alert. */
  alone: boolean;
}

/** At most `MAX_EVENTS` alerts of a body, and how many more it holds. */
export interface Parts {
  parts: Part[];
  left: number;
}

const LISTS = ["alerts", "Alerts"] as const;

/** Alertmanager's `alerts[]` and a list at the top hold several alerts; anything else is one. */
export function splitAlerts(payload: unknown, work: Work): Parts {
  if (Array.isArray(payload)) return partsOf(payload, "", null, work) ?? whole(payload);
  if (isObject(payload)) {
    for (const key of LISTS) {
      if (!Array.isArray(payload[key])) continue;
      const { [key]: list, ...shared } = payload;
      const parts = Array.isArray(list) ? partsOf(list, key, shared, work) : null;
      if (parts !== null) return parts;
    }
  }
  return whole(payload);
}

const whole = (payload: unknown): Parts => ({
  parts: [{ item: payload, shared: null, path: "", alone: true }],
  left: 0,
});

function partsOf(
  list: readonly unknown[],
  key: string,
  shared: Record<string, unknown> | null,
  work: Work,
): Parts | null {
  const total = work.sizes.get(list) ?? list.length;
  const first = list.slice(0, MAX_EVENTS);
  // An alert of which the limits left nothing is still one.
  if (total === 0 || !list.every((item) => isFilled(item) || (work.isCut && isObject(item)))) return null;
  return {
    parts: first.map((item, index) => ({ item, shared, path: `${key}[${index}]`, alone: total === 1 })),
    left: total - first.length,
  };
}

function isFilled(item: unknown): boolean {
  if (!isObject(item)) return false;
  for (const key in item) if (Object.hasOwn(item, key)) return true;
  return false;
}
