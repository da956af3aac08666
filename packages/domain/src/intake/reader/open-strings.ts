import { parseJsonContainer } from "../transport/parse-json.ts";
import { isObject } from "./places.ts";

const MAX_OPENED = 10;
const LEVELS = 5;
const MAX_KEYS = 2000;

/** Amazon SNS, Uptime Kuma and others put a JSON document in a string, some with its quotes as HTML entities. A copy of the payload's upper levels with those opened. */
export function openStrings(payload: unknown): unknown {
  return openLevel(payload, LEVELS, { left: MAX_OPENED, keys: MAX_KEYS });
}

function openLevel(value: unknown, levels: number, budget: { left: number; keys: number }): unknown {
  if (typeof value === "string") return openText(value, budget);
  if (levels === 0 || budget.keys <= 0) return value;
  if (Array.isArray(value))
    return value.length > 20 ? value : value.map((item) => openLevel(item, levels - 1, budget));
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  budget.keys -= entries.length;
  return Object.fromEntries(entries.map(([key, item]) => [key, openLevel(item, levels - 1, budget)]));
}

function openText(text: string, budget: { left: number }): unknown {
  if (budget.left <= 0 || !/^\s*(?:\{\s*(?:"|&|\})|\[\s*[{[])/.test(text)) return text;
  budget.left -= 1;
  const isEscaped = /^\s*\{\s*&(?:#34|quot);/.test(text);
  const plain = isEscaped ? text.replace(/&(?:#34|quot);/g, '"').replace(/&amp;/g, "&") : text;
  return parseJsonContainer(plain) ?? text;
}
