import type { Work } from "../work.ts";
import type { Body } from "./decode-text.ts";
import { trimJson } from "./trim-json.ts";

/**
 * The document, or `undefined` unless it is an object or a list: a bare string or number is plain text. Integers beyond
 * 2^53 are strings. What `work` has no room for is left out; without it, only what lies too deep is.
 */
export function parseJsonContainer(document: string | Body, work: Work | null = null): unknown {
  const trimmed = trimJson(document, work);
  if (trimmed === null) return undefined;
  try {
    const value: unknown = JSON.parse(trimmed.text);
    if (work !== null) remember(work, trimmed.isCut, trimmed.sizes, value);
    return value;
  } catch {
    return undefined; // Not JSON: the caller reads it as something else.
  }
}

function remember(work: Work, isCut: boolean, sizes: ReadonlyMap<string, number>, value: unknown): void {
  work.isCut ||= isCut;
  for (const [name, size] of sizes) {
    const list: unknown = name === "" ? value : Reflect.get(Object(value), name);
    if (Array.isArray(list)) work.sizes.set(list, size);
  }
}
