import { limitDepth } from "./limit-depth.ts";

const SPACE = /\s/;
const NUMBER_PART = /[-+.0-9eE]/;

/** A JSON document, or `undefined` when the text is none. Integers beyond 2^53 become strings, so that no id is rounded. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(/\d{16}/.test(text) ? quoteBigIntegers(text) : text);
    return limitDepth(value);
  } catch {
    return undefined; // Not JSON: the caller reads it as something else.
  }
}

/** The document, or `undefined` unless it is an object or a list: a bare string or number is plain text. */
export function parseJsonContainer(text: string): unknown {
  const first = text.charAt(text.search(/\S/));
  const value = first === "{" || first === "[" ? parseJson(text) : undefined;
  return typeof value === "object" && value !== null ? value : undefined;
}

/** One pass over the text; a reviver would recurse as deep as the document and see the number already rounded. */
function quoteBigIntegers(text: string): string {
  const parts: string[] = [];
  let copied = 0;
  for (let at = 0; at < text.length;) {
    const char = text.charAt(at);
    if (char === '"') {
      at = endOfString(text, at);
    } else if (NUMBER_PART.test(char) && !SPACE.test(char)) {
      const end = endOfNumber(text, at);
      const number = text.slice(at, end);
      if (/^-?\d{16,}$/.test(number) && !Number.isSafeInteger(Number(number))) {
        parts.push(text.slice(copied, at), `"${number}"`);
        copied = end;
      }
      at = end;
    } else at += 1;
  }
  return parts.join("") + text.slice(copied);
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && NUMBER_PART.test(text.charAt(at))) at += 1;
  return at;
}
