import type { Table } from "./adapter.ts";

const known = new WeakMap<object, ReadonlyMap<string, string>>();

/** The outcome a table gives a value, in any case; `null` when it does not know it. */
export function lookUpTable<Outcome extends string>(table: Table<Outcome>, value: string): Outcome | null {
  const { is } = table;
  if (is === undefined) return null;
  const outcomes = outcomesOf(is);
  return outcomes.get(value.toLowerCase()) ?? outcomes.get("*") ?? null;
}

/** Outcomes by value. Tables are the adapters' own: each is taken apart once. */
function outcomesOf<Outcome extends string>(
  is: Readonly<Partial<Record<Outcome, string>>>,
): ReadonlyMap<string, Outcome> {
  const before = known.get(is);
  if (before !== undefined) return before as ReadonlyMap<string, Outcome>;
  const outcomes = new Map<string, Outcome>();
  for (const outcome of Object.keys(is) as Outcome[])
    for (const value of is[outcome]?.split("|") ?? []) if (!outcomes.has(value)) outcomes.set(value, outcome);
  known.set(is, outcomes);
  return outcomes;
}
