import { parseJsonContainer } from "../transport/parse-json.ts";
import type { Work } from "../work.ts";
import { isObject } from "./places.ts";

const MAX_OPENED = 10;
const LEVELS = 5;
const MAX_KEYS = 2000;
const MAX_LIST = 20;
const MAX_BASE64 = 100_000;

/** Amazon SNS, Uptime Kuma and others put a JSON document in a string, some with its quotes as HTML entities. The payload with those of its upper levels opened; itself when there are none. */
export function openStrings(payload: unknown, work: Work): unknown {
  // A text that is JSON has been read as such: what is left is a document in base64 or with escaped quotes.
  if (typeof payload === "string" && !/^\s*(?:eyJ|\{\s*&)/.test(payload)) return payload;
  return openLevel(payload, LEVELS, { left: MAX_OPENED, keys: MAX_KEYS, work });
}

interface Budget {
  /** Strings that may still be opened. */
  left: number;
  /** Fields that may still be looked at. */
  keys: number;
  work: Work;
}

function openLevel(value: unknown, levels: number, budget: Budget): unknown {
  if (typeof value === "string") return openText(value, budget);
  if (levels === 0 || budget.keys <= 0) return value;
  if (Array.isArray(value)) return value.length > MAX_LIST ? value : openItems(value, levels, budget);
  if (!isObject(value)) return value;
  let copy: Record<string, unknown> | null = null;
  for (const key in value) {
    budget.keys -= 1;
    if (budget.keys < 0) break;
    const item = value[key];
    const opened = openLevel(item, levels - 1, budget);
    if (opened !== item) {
      copy ??= { ...value };
      copy[key] = opened;
    }
  }
  return copy ?? value;
}

function openItems(list: readonly unknown[], levels: number, budget: Budget): unknown {
  const opened = list.map((item) => openLevel(item, levels - 1, budget));
  if (opened.every((item, index) => item === list[index])) return list;
  const size = budget.work.sizes.get(list);
  if (size !== undefined) budget.work.sizes.set(opened, size);
  return opened;
}

/** Google Pub/Sub sends the document in base64; `eyJ` is how a JSON object then begins. A token has dots. */
function openBase64(text: string, work: Work): unknown {
  if (text.length > MAX_BASE64 || !/^eyJ[A-Za-z0-9+/]+={0,2}$/.test(text)) return text;
  try {
    const units = atob(text);
    const bytes = new Uint8Array(units.length);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = units.charCodeAt(at);
    return parseJsonContainer(new TextDecoder().decode(bytes), work) ?? text;
  } catch {
    return text; // Not base64 after all.
  }
}

function openText(text: string, budget: Budget): unknown {
  if (budget.left > 0 && text.startsWith("eyJ")) {
    budget.left -= 1;
    return openBase64(text, budget.work);
  }
  if (budget.left <= 0 || !/^\s*(?:\{\s*(?:"|&|\})|\[\s*[{[])/.test(text)) return text;
  budget.left -= 1;
  const isEscaped = /^\s*\{\s*&(?:#34|quot);/.test(text);
  const plain = isEscaped ? text.replace(/&(?:#34|quot);/g, '"').replace(/&amp;/g, "&") : text;
  return parseJsonContainer(plain, budget.work) ?? text;
}
