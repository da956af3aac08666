import type { Fields } from "./parse-form.ts";

const MAX_LEAVES = 500;
const MAX_VALUE = 5000;
const MAX_ATTRIBUTES_TEXT = 20_000;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

/**
 * Leaf elements and attributes of an XML text by name, the first of each. No tree, no entities of its own, no external anything:
 * enough for the fields of an alert. `null` when the text has no leaf.
 */
export function parseXml(xml: string): Fields | null {
  const text = withoutSections(xml);
  const fields = new Map<string, string>();
  readLeaves(text, fields);
  for (const [, attributes] of text
    .slice(0, MAX_ATTRIBUTES_TEXT)
    .matchAll(/<[A-Za-z_][\w.-]{0,80}((?: [\w:.-]{1,60}="[^"<>]{0,300}"){1,20})/g))
    for (const [, name, value] of (attributes ?? "").matchAll(/ ([\w.-]{1,60})="([^"]{1,300})"/g))
      if (name !== undefined && value !== undefined && !fields.has(name)) fields.set(name, value);
  fields.delete("__proto__");
  return fields.size > 0 ? Object.fromEntries(fields) : null;
}

/** `<![CDATA[a < b]]>` as the text it stands for. */
function withoutSections(xml: string): string {
  const parts: string[] = [];
  let from = 0;
  for (
    let start = xml.indexOf(OPEN);
    start !== -1 && parts.length < 2 * MAX_LEAVES;
    start = xml.indexOf(OPEN, from)
  ) {
    const end = xml.indexOf(CLOSE, start);
    if (end === -1) break;
    const inner = xml.slice(start + OPEN.length, end);
    parts.push(
      xml.slice(from, start),
      inner.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
    );
    from = end + CLOSE.length;
  }
  return parts.join("") + xml.slice(from);
}
const OPEN = "<![CDATA[";
const CLOSE = "]]>";

/** `<name …>value</` once through the text: every `<` and `>` is found once. */
function readLeaves(text: string, fields: Map<string, string>): void {
  let end = -1;
  let next = text.indexOf("<");
  while (next !== -1 && fields.size < MAX_LEAVES) {
    const start = next;
    next = text.indexOf("<", start + 1);
    if (next === -1) return;
    if (end < start) end = text.indexOf(">", start);
    if (end === -1) return;
    const isLeaf = end < next - 1 && next - end <= MAX_VALUE + 1 && text.charCodeAt(next + 1) === 47;
    if (!isLeaf) continue;
    const tag = text.slice(start + 1, end);
    const name = fields.has(tag) ? null : nameOf(tag);
    if (name === null || fields.has(name)) continue;
    const value = text.slice(end + 1, next).trim();
    if (value !== "") fields.set(name, unescaped(value));
  }
}

/** The element's name, without a prefix and without attributes; `null` for anything else between angle brackets. */
function nameOf(tag: string): string | null {
  const space = tag.indexOf(" ");
  const name = space === -1 ? tag : tag.slice(0, space);
  return /^[A-Za-z_][\w.-]{0,80}$/.test(name) ? name : null;
}

const unescaped = (value: string): string =>
  value.replace(/&(lt|gt|quot|apos|amp);/g, (entity, key: string) => ENTITIES[key] ?? entity);
