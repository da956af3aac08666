import { parseJsonContainer } from "../transport/parse-json.ts";
import { isObject } from "./places.ts";

const MAX_OPENED = 10;

/** Amazon SNS, Uptime Kuma and others put a JSON document in a string. A copy of the payload's first two levels with those opened. */
export function openStrings(payload: unknown): unknown {
  return openLevel(payload, 2, { left: MAX_OPENED });
}

function openLevel(value: unknown, levels: number, budget: { left: number }): unknown {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => {
    if (typeof item === "string" && budget.left > 0 && /^\s*[{[]/.test(item)) {
      budget.left -= 1;
      return [key, parseJsonContainer(item) ?? item];
    }
    return [key, levels > 1 ? openLevel(item, levels - 1, budget) : item];
  });
  return Object.fromEntries(entries);
}
