/**
 * Scores the number safety net: `node packages/domain/scripts/score-numbers.ts <file>`.
 * The file is a JSON array of `{ e164, kind, expect: "allow" | "block" }`. Exit code 1 when a dangerous number passes.
 */
import { readFileSync } from "node:fs";
import { checkNumber } from "../src/numbers/check-number.ts";

interface Entry {
  e164: string;
  kind: string;
  expect: "allow" | "block";
}

const file = process.argv[2];
if (file === undefined) throw new Error("usage: score-numbers.ts <file>");
const entries: Entry[] = JSON.parse(readFileSync(file, "utf8"));

const kinds = new Map<string, { total: number; wrong: number }>();
const misses: string[] = [];
const check = () => entries.map((entry) => checkNumber(entry.e164, { fictionAllowed: false }));
for (let round = 0; round < 5; round += 1) check();
const startedAt = performance.now();
const verdicts = check();
const microseconds = ((performance.now() - startedAt) * 1000) / entries.length;

let dangerousAllowed = 0;
for (const [index, entry] of entries.entries()) {
  const verdict = verdicts[index];
  const row = kinds.get(entry.kind) ?? { total: 0, wrong: 0 };
  row.total += 1;
  const wrong = verdict === undefined || verdict.ok !== (entry.expect === "allow");
  if (wrong) row.wrong += 1;
  if (wrong && entry.expect === "block") dangerousAllowed += 1;
  if (wrong)
    misses.push(`${entry.e164} (${entry.kind}, expected ${entry.expect}): ${JSON.stringify(verdict)}`);
  kinds.set(entry.kind, row);
}

console.table(Object.fromEntries([...kinds].sort(([a], [b]) => a.localeCompare(b))));
console.log(`dangerous allowed: ${dangerousAllowed}, good refused: ${misses.length - dangerousAllowed}`);
console.log(`${microseconds.toFixed(1)} µs a number (after five rounds)`);
for (const miss of misses) console.log(`miss ${miss}`);
process.exitCode = dangerousAllowed > 0 ? 1 : 0;
