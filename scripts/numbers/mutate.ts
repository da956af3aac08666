/**
 * `npm run numbers:mutate`: drops each step of the policy in a copy of the sources and runs the tests that keep it. Every one
 * must fail. `-- 5 12` does so with these steps only.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyTree } from "./copy-tree.ts";
import { mutate, MUTATIONS, type Mutation } from "./mutations.ts";

const root = join(import.meta.dirname, "../..");
const steps = process.argv.slice(2).map(Number);
const chosen = MUTATIONS.filter(({ step }) => steps.length === 0 || steps.includes(step));
const copy = copyTree(root);

/** How many of the tests fail: the sources' own, or those of a mutant. */
function failures({ tests }: Pick<Mutation, "tests">): number {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const files = [...tests.files];
  const json = join(copy, "report.json");
  rmSync(json, { force: true });
  // A machine that is busy must not pass for a test that fails.
  const options = ["--reporter=json", `--outputFile=${json}`, "--testTimeout=60000"];
  const ran = spawnSync(process.execPath, [vitest, "run", "--project", tests.project, ...options, ...files], {
    cwd: copy,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (!existsSync(json)) throw new Error(`vitest wrote no report: ${ran.stderr.slice(-4000)}`);
  const report: { numFailedTests: number; numTotalTests: number } = JSON.parse(readFileSync(json, "utf8"));
  if (report.numTotalTests === 0)
    throw new Error(`no test ran of ${files.join(" ")}: ${ran.stderr.slice(-2000)}`);
  return report.numFailedTests;
}

/** Writes a mutant, or takes it back, and says how many tests fail on it. */
function tryOut(mutation: Mutation): number {
  const files = [...new Set(mutation.changes.map(({ file }) => file))];
  const sources = files.map((file) => readFileSync(join(root, file), "utf8"));
  for (const [n, file] of files.entries())
    writeFileSync(join(copy, file), mutate(sources[n] ?? "", file, mutation));
  const failed = failures(mutation);
  for (const [n, file] of files.entries()) writeFileSync(join(copy, file), sources[n] ?? "");
  return failed;
}

try {
  const suites = new Map(chosen.map(({ tests }) => [tests.files.join(" "), tests]));
  for (const [name, tests] of suites) {
    const failed = failures({ tests });
    if (failed > 0) throw new Error(`${failed} tests of ${name} fail before anything is dropped`);
  }
  const rows = chosen.map((mutation) => {
    const failed = tryOut(mutation);
    console.log(
      `step ${mutation.step}, ${mutation.what}: ${failed === 0 ? "NO TEST FAILS" : `${failed} tests fail`}`,
    );
    return { step: mutation.step, dropped: mutation.what, "tests that fail": failed };
  });
  console.table(rows);
  if (rows.some((row) => row["tests that fail"] === 0)) process.exitCode = 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
