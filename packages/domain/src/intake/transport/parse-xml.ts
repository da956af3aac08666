import type { Fields } from "./parse-form.ts";

const MAX_LEAVES = 500;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

/**
 * Leaf elements of an XML text by name, the first of each. No tree, no entities of its own, no external anything:
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
  return leaves > 0 ? fields : null;
}
