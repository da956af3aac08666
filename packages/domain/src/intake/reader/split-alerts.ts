import { MAX_EVENTS, type Work } from "../work.ts";
import { mixedCards } from "./cards.ts";
import { normalName } from "./names.ts";
import { isObject } from "./places.ts";
import { roleOf } from "./state-fields.ts";
import { stateSignal } from "./state-words.ts";

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

/** Lists that hold several alerts when each item says its own state and the body around them says none. */
const STATED_LISTS: ReadonlySet<string> = new Set(
  "alerts alarms events incidents problems issues records messages notifications items results entries checks monitors violations data".split(
    " ",
  ),
);
const AROUND: ReadonlySet<string> = new Set(
  "data payload body message detail details event result".split(" "),
);
/** Fields of an object that are looked at, and how deep a state may stand in an item. */
const MAX_KEYS = 60;
const MAX_STATED = 3;

/** Alertmanager's `alerts[]`, a list at the top and lists of items with states of their own hold several alerts; anything else is one. */
export function splitAlerts(payload: unknown, work: Work): Parts {
  if (Array.isArray(payload)) return partsOf(payload, "", null, work) ?? whole(payload);
  if (isObject(payload)) {
    for (const key of LISTS) {
      if (!Array.isArray(payload[key])) continue;
      const { [key]: list, ...shared } = payload;
      const parts = Array.isArray(list) ? partsOf(list, key, shared, work) : null;
      if (parts !== null) return parts;
    }
    return cardParts(payload, work) ?? statedParts(payload, "", work, {}) ?? whole(payload);
  }
  return whole(payload);
}

/** Two cards of one message, the first of a problem that is over and the second of one that is not. */
function cardParts(payload: Record<string, unknown>, work: Work): Parts | null {
  const cards = mixedCards(payload);
  if (cards === null) return null;
  const { [cards.key]: _cards, ...shared } = payload;
  return partsOf(cards.list, cards.key, shared, work);
}

/** `{ "events": [{ "state": "ok" }, { "state": "critical" }] }`: read as one, the first would speak for all. */
function statedParts(
  object: Record<string, unknown>,
  prefix: string,
  work: Work,
  around: Record<string, unknown>,
): Parts | null {
  const keys = Object.keys(object).slice(0, MAX_KEYS);
  if (keys.some((key) => tellsState(key, object[key]))) return null;
  for (const key of keys) {
    const value = object[key];
    if (Array.isArray(value) && STATED_LISTS.has(normalName(key))) {
      const size = work.sizes.get(value) ?? value.length;
      if (size < 2 || !value.every((item) => isStated(item, MAX_STATED))) continue;
      const { [key]: _list, ...shared } = object;
      return partsOf(value, prefix + key, { ...around, ...shared }, work);
    }
    if (prefix === "" && isObject(value) && AROUND.has(normalName(key))) {
      const { [key]: _wrapper, ...shared } = object;
      const parts = statedParts(value, `${key}.`, work, shared);
      if (parts !== null) return parts;
    }
  }
  return null;
}

function isStated(item: unknown, depth: number): boolean {
  if (!isObject(item)) return false;
  return Object.keys(item)
    .slice(0, MAX_KEYS)
    .some((key) => tellsState(key, item[key]) || (depth > 1 && isStated(item[key], depth - 1)));
}

function tellsState(key: string, value: unknown): boolean {
  if (typeof value !== "string" && typeof value !== "boolean") return false;
  const role = roleOf(normalName(key), "");
  if (role === null || role === "severity" || role === "ended_at") return false;
  return typeof value === "boolean"
    ? role !== "state" && role !== "event"
    : role === "state" || role === "event"
      ? stateSignal(value) !== null
      : false;
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
