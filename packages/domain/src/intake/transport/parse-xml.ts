import type { Fields } from "./parse-form.ts";

const MAX_LEAVES = 500;
const MAX_ATTRIBUTES_TEXT = 20_000;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

/**
 * Leaf elements and attributes of an XML text by name, the first of each. No tree, no entities of its own, no external anything:
 * enough for the fields of an alert. `null` when the text has no leaf.
 */
export function parseXml(text: string): Fields | null {
  const fields: Fields = {};
  let leaves = 0;
  for (const [, name, value] of text.matchAll(
    /<([A-Za-z_][\w.-]{0,80})(?: [^<>]{0,500})?>([^<]{1,5000})<\//g,
  )) {
    if (name === undefined || value === undefined || Object.hasOwn(fields, name) || value.trim() === "")
      continue;
    fields[name] = value
      .trim()
      .replace(/&(lt|gt|quot|apos|amp);/g, (entity, key: string) => ENTITIES[key] ?? entity);
    leaves += 1;
    if (leaves >= MAX_LEAVES) break;
  }
  for (const [, attributes] of text
    .slice(0, MAX_ATTRIBUTES_TEXT)
    .matchAll(/<[A-Za-z_][\w.-]{0,80}((?: [\w:.-]{1,60}="[^"<>]{0,300}"){1,20})/g))
    for (const [, name, value] of (attributes ?? "").matchAll(/ ([\w.-]{1,60})="([^"]{1,300})"/g))
      if (name !== undefined && !Object.hasOwn(fields, name)) fields[name] = value;
  return Object.keys(fields).length > 0 ? fields : null;
}
