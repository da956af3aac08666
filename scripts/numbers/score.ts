/**
 * Scores the number safety net: `npm run numbers:score -- <file> …`. A file is a JSON array of `{ e164, kind, expect }` with
 * `expect` `allow` or `block` (or `refuse`). Operators' lists are left out: they are no part of a careful engineer's verdict.
 */
import { readFileSync } from "node:fs";
import { checkNumber } from "@callping/domain/numbers/check-number";
import { NO_OPERATOR_LISTS } from "@callping/domain/numbers/policy";
import { readEntries } from "./read-entries.ts";
import { scoreOf } from "./score-of.ts";

const files = process.argv.slice(2);
const read = readEntries(files.map((file) => readFileSync(file, "utf8")));
if (files.length === 0 || !read.ok) {
  console.error(read.ok ? "Say which file: npm run numbers:score -- <file>" : read.problem);
  process.exitCode = 2;
} else {
  const { kinds, misses, dangerousAllowed, goodRefused } = scoreOf(read.entries, (number) =>
    checkNumber(number, { ...NO_OPERATOR_LISTS, fictionAllowed: false }),
  );
  console.table(kinds);
  for (const miss of misses) console.log(`miss ${miss}`);
  const good = read.entries.filter(({ expect }) => expect === "allow").length;
  const dangerous = read.entries.length - good;
  console.log(
    `dangerous allowed: ${dangerousAllowed} of ${dangerous}, good refused: ${goodRefused} of ${good}`,
  );
  process.exitCode = dangerousAllowed > 0 || goodRefused > good / 100 ? 1 : 0;
}
