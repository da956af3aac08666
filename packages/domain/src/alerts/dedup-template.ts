import type { IncomingEvent } from "../intake/event.ts";
import { readField } from "../rules/read-field.ts";

const PLACEHOLDER = /\{\{\s*([^{}\s]{1,200})\s*\}\}/g;
const MAX_TEMPLATE = 200;
const MAX_KEY = 255;

/**
 * The dedup key that an endpoint's own template gives an event, such as `{{labels.alertname}}/{{labels.instance}}`; each
 * placeholder is a field as rules name it. `null` when one of them is missing or no plain value: half a key would make one
 * alert of different problems, so the event then keeps the key that was read.
 */
export function keyByTemplate(template: string, event: IncomingEvent): string | null {
  let complete = true;
  const key = template.replace(PLACEHOLDER, (_, field: string) => {
    const value = readField(event, field);
    const isPlain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    const text = isPlain ? String(value).trim() : "";
    if (text === "") complete = false;
    return text;
  });
  return complete && key.length <= MAX_KEY ? key : null;
}

/** What is wrong with a template that somebody wrote; `null` when it can be used. */
export function problemOfTemplate(template: string): string | null {
  if (template.length > MAX_TEMPLATE) return `A key template has at most ${MAX_TEMPLATE} characters.`;
  const rest = template.replace(PLACEHOLDER, "");
  if (rest === template)
    return "A key template names at least one field, such as {{title}}: without one, every problem would be the same.";
  return /\{\{|\}\}/.test(rest) ? "A placeholder is {{field.path}}, without spaces in the path." : null;
}
