import type { Field, Place } from "./places.ts";

/** Names of fields, best first. */
export interface Names {
  readonly list: readonly string[];
  readonly ranks: ReadonlyMap<string, number>;
}

/** Names from a text with spaces between them. */
export function namesOf(words: string): Names {
  const list = words.split(" ");
  return { list, ranks: new Map(list.map((name, rank) => [name, rank])) };
}

/** The fields of a place that have one of the names, best first. As long as the shorter of the two. */
export function fieldsNamed({ fields }: Place, { list, ranks }: Names): readonly (readonly [string, Field])[] {
  const found: [string, Field][] = [];
  if (fields.size < list.length) {
    for (const [name, field] of fields) if (ranks.has(name)) found.push([name, field]);
    return found.length < 2 ? found : found.sort(([a], [b]) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
  }
  for (const name of list) {
    const field = fields.get(name);
    if (field !== undefined) found.push([name, field]);
  }
  return found;
}
