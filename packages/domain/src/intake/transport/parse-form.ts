import { isKnownKey } from "../reader/known-names.ts";
import { keepKnown, type Work } from "../work.ts";
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
  let end = -1;
  for (let pairs = 0; pairs < MAX_PAIRS; pairs += 1) {
    end = text.indexOf("&", end + 1);
    if (end === -1) return text;
  }
  const kept = [text.slice(0, end)];
  for (let start = end + 1; start < text.length; ) {
    const next = endOfPair(text, start);
    if (next.equals > start && isKnownKey(text, start, next.equals) && keepKnown(work))
      kept.push(text.slice(start, next.end));
    else if (next.end > start) work.isCut = true;
    start = next.end + 1;
  }
  return kept.join("&");
}

/** A loop, since a search for each of a hundred thousand `&` would take longer. */
function endOfPair(text: string, start: number): { equals: number; end: number } {
  let equals = -1;
  let end = start;
  for (; end < text.length; end += 1) {
    const unit = text.charCodeAt(end);
    if (unit === 38) break;
    if (unit === 61 && equals === -1) equals = end;
  }
  return { equals, end };
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
