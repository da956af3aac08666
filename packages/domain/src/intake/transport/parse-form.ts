import { parseJsonContainer } from "./parse-json.ts";

/** Parameters that tools put a whole JSON document in (Slack-style `payload`, Uptime Kuma's `data`). */
const DOCUMENT_PARAMETERS = ["payload", "data", "json", "body"] as const;

export type Fields = Record<string, unknown>;

/** Fields of an URL-encoded text (WHATWG URL, application/x-www-form-urlencoded). A repeated name becomes a list. */
export function parseForm(text: string): Fields {
  const fields = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
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

/** Whether a text is really URL-encoded: `curl -d "disk is full: 95=%"` declares a form and is a sentence. */
export function looksLikeForm(text: string): boolean {
  if (/[\s<>{}]/.test(text.trim())) return false;
  return text
    .trim()
    .split("&")
    .every((pair) => /^[^=]{1,200}=/.test(pair));
}

/** The JSON document that one field holds, else the fields with their JSON values opened. */
export function unwrapFields(fields: Fields): unknown {
  const opened = Object.entries(fields).map(([name, value]): [string, unknown] => [name, open(value)]);
  const document = opened.find(
    ([name, value]) =>
      DOCUMENT_PARAMETERS.some((known) => known === name) && typeof value === "object" && value !== null,
  );
  return document === undefined ? Object.fromEntries(opened) : document[1];
}

const open = (value: unknown): unknown =>
  typeof value === "string" ? (parseJsonContainer(value) ?? value) : value;
