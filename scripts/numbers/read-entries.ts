/** One number of a corpus, with the verdict a careful engineer expects. */
export interface Entry {
  e164: string;
  kind: string;
  expect: "allow" | "refuse";
}

/** Reads corpora: JSON arrays of `{ e164, kind, expect }`; other fields are left alone. */
export function readEntries(
  texts: readonly string[],
): { ok: true; entries: Entry[] } | { ok: false; problem: string } {
  const entries: Entry[] = [];
  for (const text of texts) {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list)) return { ok: false, problem: "A corpus is a JSON array." };
    for (const item of list as Partial<Record<string, unknown>>[]) {
      const { e164, kind, expect } = item;
      const verdict = expect === "block" ? "refuse" : expect;
      if (typeof e164 !== "string" || (verdict !== "allow" && verdict !== "refuse"))
        return {
          ok: false,
          problem: `An entry needs e164, and expect as allow or block: ${JSON.stringify(item)}`,
        };
      entries.push({ e164, kind: typeof kind === "string" ? kind : "unnamed", expect: verdict });
    }
  }
  return { ok: true, entries };
}
