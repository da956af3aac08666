import { limitDepth } from "./limit-depth.ts";

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
  const next = /"|\d{16,}/g;
  for (let match = next.exec(text); match !== null; match = next.exec(text)) {
    if (match[0] === '"') {
      next.lastIndex = endOfString(text, match.index);
      continue;
    }
    const start = text.charAt(match.index - 1) === "-" ? match.index - 1 : match.index;
    const isInteger = !/[.\deE+-]/.test(text.charAt(start - 1)) && !/[.eE]/.test(text.charAt(next.lastIndex));
    if (!isInteger || Number.isSafeInteger(Number(match[0]))) continue;
    parts.push(text.slice(copied, start), `"${text.slice(start, next.lastIndex)}"`);
    copied = next.lastIndex;
  }
  return parts.join("") + text.slice(copied);
}

/** The place after a string's closing quote: the first that no odd number of backslashes precedes. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let at = end - 1;
    while (text[at] === "\\") at -= 1;
    if ((end - at) % 2 === 1) return end + 1;
  }
  return text.length;
}
