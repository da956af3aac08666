import { isObject } from "./places.ts";

/** More than this in one request is one more alert that says how many there were: a page is not a list. */
export const MAX_EVENTS = 200;

/** One alert of a body, and the body around it when it came from a list. */
export interface Part {
  item: unknown;
  /** What all alerts of the body share; `null` when the item is the whole body. */
  shared: Record<string, unknown> | null;
  path: string;
  /** Whether the body holds no other alert. */
  alone: boolean;
}

const LISTS = ["alerts", "Alerts"] as const;

/** Alertmanager's `alerts[]` and a list at the top hold several alerts; anything else is one. */
export function splitAlerts(payload: unknown): Part[] {
  if (Array.isArray(payload)) return partsOf(payload, "", null) ?? [whole(payload)];
  if (isObject(payload)) {
    for (const key of LISTS) {
      if (!Array.isArray(payload[key])) continue;
      const { [key]: list, ...shared } = payload;
      const parts = Array.isArray(list) ? partsOf(list, key, shared) : null;
      if (parts !== null) return parts;
    }
  }
  return [whole(payload)];
}

const whole = (payload: unknown): Part => ({ item: payload, shared: null, path: "", alone: true });

function partsOf(
  list: readonly unknown[],
  key: string,
  shared: Record<string, unknown> | null,
): Part[] | null {
  if (list.length === 0 || !list.every((item) => isObject(item) && Object.keys(item).length > 0)) return null;
  return list.map((item, index) => ({ item, shared, path: `${key}[${index}]`, alone: list.length === 1 }));
}
