import { isKnownKey } from "../reader/known-names.ts";
import { keepKnown, type Work } from "../work.ts";
import { type Cuts, cut, joined } from "./cuts.ts";
import { parseJsonContainer } from "./parse-json.ts";

/** Parameters that tools put a whole JSON document in (Slack-style `payload`, Uptime Kuma's `data`). */
const DOCUMENT_PARAMETERS: ReadonlySet<string> = new Set(["payload", "data", "json", "body"]);
/** Beyond these, only pairs with a known name are read. */
const MAX_PAIRS = 500;

export type Fields = Record<string, unknown>;

/** Fields of an URL-encoded text (WHATWG URL, application/x-www-form-urlencoded). A repeated name becomes a list. */
export function parseForm(text: string, work: Work): Fields {
  const fields = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(trimForm(text, work))) {
    if (name !== "__proto__") append(fields, name, value);
  }
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length > 1 ? values : values[0]]),
  );
}

function append(fields: Map<string, string[]>, name: string, value: string): void {
  const values = fields.get(name);
  if (values === undefined) fields.set(name, [value]);
  else values.push(value);
}

/** The first pairs of a text, and those behind them that have a known name. */
function trimForm(text: string, work: Work): string {
  if (text.length < 2 * MAX_PAIRS) return text;
  const bytes = new TextEncoder().encode(text);
  const cuts: Cuts = { bytes, kept: [], copied: 0 };
  for (let start = 0, pairs = 0; start < bytes.length; pairs += 1) {
    const equals = endOfName(bytes, start);
    const end = bytes[equals] === AMPERSAND ? equals : endOfPair(bytes, equals);
    const isKept = pairs < MAX_PAIRS || (equals < end && isKnownKey(bytes, start, equals) && keepKnown(work));
    if (!isKept) cut(cuts, start, end + 1, "");
    start = end + 1;
  }
  work.isCut ||= cuts.copied > 0;
  return cuts.copied === 0 ? text : joined(cuts);
}
const AMPERSAND = 38;
const EQUALS = 61;

function endOfName(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== AMPERSAND && bytes[at] !== EQUALS) at += 1;
  return at;
}

function endOfPair(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== AMPERSAND) at += 1;
  return at;
}

/** Whether a text is really URL-encoded: `curl -d "disk is full: 95=%"` declares a form and is a sentence. */
export function looksLikeForm(text: string): boolean {
  const trimmed = text.trim();
  if (/[\s<>{}]/.test(trimmed)) return false;
  return trimmed.split("&", MAX_PAIRS).every((pair) => /^[^=]{1,200}=/.test(pair));
}

/** The JSON document that one field holds, else the fields with their JSON values opened. */
export function unwrapFields(fields: Fields, work: Work): unknown {
  const opened = Object.entries(fields).map(([name, value]): [string, unknown] => [name, open(value, work)]);
  const document = opened.find(
    ([name, value]) => DOCUMENT_PARAMETERS.has(name) && typeof value === "object" && value !== null,
  );
  return document === undefined ? Object.fromEntries(opened) : document[1];
}

const open = (value: unknown, work: Work): unknown =>
  typeof value === "string" ? (parseJsonContainer(value, work) ?? value) : value;
