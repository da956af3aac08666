/**
 * `npm run numbers:tables` writes what is generated of the number safety net; `-- --check` only says what would change, and
 * leaves with 1 when something would. Review the difference after an upgrade of libphonenumber-js.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildShortNumbers } from "./build-short-numbers.ts";
import { lineDifferences } from "./line-differences.ts";
import { buildVerdicts, changedVerdicts, verdictsFile } from "./verdicts.ts";

const tableFile = join(import.meta.dirname, "../../packages/domain/src/numbers/tables/short-numbers.ts");
const isCheck = process.argv.includes("--check");
const hasVerdicts = existsSync(verdictsFile);

const table = buildShortNumbers();
const tableChanges = lineDifferences(readFileSync(tableFile, "utf8"), table);
if (!isCheck) writeFileSync(tableFile, table);
for (const line of tableChanges) console.log(`short-numbers.ts ${line}`);

// After the table is written the running code still has the old one: a second run then tells the rest.
const verdictChanges = hasVerdicts ? changedVerdicts() : [];
for (const line of verdictChanges) console.log(`verdict ${line}`);
if (!isCheck) writeFileSync(verdictsFile, buildVerdicts(!hasVerdicts));

const total = tableChanges.length + verdictChanges.length;
console.log(total === 0 ? "Tables and verdicts are as they were." : `${total} differences.`);
if (isCheck && total > 0) process.exitCode = 1;
if (!isCheck && tableChanges.length > 0)
  console.log("The table changed: run this once more for its verdicts.");
