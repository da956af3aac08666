import type { FieldValue } from "./field-value.ts";

export const MAX_PATTERN = 200;

/**
 * A whole-text glob: `*` any characters, `?` one character. No regular expression, so no pattern can blow up: the parts
 * between stars are looked for from left to right, the first at the start and the last at the end. Case is the caller's.
 */
export function compileGlob(pattern: string): (field: FieldValue) => boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined)
    return ({ text }) => text !== null && text.length === first.length && fitsAt(text, first, 0);
  const middle = rest.filter((part) => part !== "");
  return (field) => {
    const { text } = field;
    if (text === null || text.length < first.length + last.length || !fitsAt(text, first, 0)) return false;
    const end = text.length - last.length;
    if (!fitsAt(text, last, end)) return false;
    let from = first.length;
    for (const part of middle) {
      const at = part.includes("?") ? findWild(text, part, from) : field.find(part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    return from <= end;
  };
}

function fitsAt(text: string, part: string, at: number): boolean {
  if (!part.includes("?")) return text.startsWith(part, at);
  for (let index = 0; index < part.length; index += 1)
    if (part[index] !== "?" && part[index] !== text[at + index]) return false;
  return true;
}

function findWild(text: string, part: string, from: number): number {
  for (let at = from; at <= text.length - part.length; at += 1) if (fitsAt(text, part, at)) return at;
  return -1;
}
