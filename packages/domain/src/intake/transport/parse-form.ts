import { isKnownName } from "../reader/known-names.ts";
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
  let pairs = 0;
  for (let start = 0; start < text.length && !work.isDoubtful; pairs += 1) {
    const ampersand = text.indexOf("&", start);
    const end = ampersand === -1 ? text.length : ampersand;
    const pair = text.slice(start, end);
    const equals = pair.indexOf("=");
    const sent = equals === -1 ? pair : pair.slice(0, equals);
    const isKept = pairs < MAX_PAIRS || (equals > 0 && isKnownName(sent) && keepKnown(work));
    work.isCut ||= !isKept;
    const name = isKept && pair !== "" ? decoded(sent) : PROTOTYPE;
    if (name !== PROTOTYPE) append(fields, name, equals === -1 ? "" : decoded(pair.slice(equals + 1)));
    start = end + 1;
  }
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length > 1 ? values : values[0]]),
  );
}
const PROTOTYPE = "__proto__";

function append(fields: Map<string, string[]>, name: string, value: string): void {
  const values = fields.get(name);
  if (values === undefined) fields.set(name, [value]);
  else values.push(value);
}

/** A name or a value; what is not encoded well is read as browsers do. */
function decoded(text: string): string {
  if (!text.includes("%")) return text.replaceAll("+", " ");
  try {
    return decodeURIComponent(text.replaceAll("+", " ").replace(/%(?![\da-f]{2})/gi, "%25"));
  } catch {
    return new URLSearchParams(`a=${text}`).get("a") ?? ""; // No UTF-8.
  }
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
