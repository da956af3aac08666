import type { Table } from "./adapter.ts";

/** The outcome a table gives a value, in any case; `null` when it does not know it. */
export function lookUpTable<Outcome extends string>(table: Table<Outcome>, value: string): Outcome | null {
  const word = value.toLowerCase();
  const { is } = table;
  if (is === undefined) return null;
  const outcomes = Object.keys(is) as Outcome[];
  const holds = (outcome: Outcome, text: string): boolean => is[outcome]?.split("|").includes(text) ?? false;
  return (
    outcomes.find((outcome) => holds(outcome, word)) ??
    outcomes.find((outcome) => holds(outcome, "*")) ??
    null
  );
}
