// Words that must not be in the repository: places of one developer's machine, unfinished work, silenced tests.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ownFiles } from "./files.ts";

interface Forbidden {
  pattern: RegExp;
  /** Which files it is looked for in. */
  files: RegExp;
  why: string;
}

const ANY = /./;
const CODE = /\.(ts|tsx|mjs|js|jsonc?|sh|sql)$/;
const TESTS = /\.test\.(ts|tsx|mjs)$/;

const FORBIDDEN: readonly Forbidden[] = [
  {
    pattern: /(?<![\w.~-])\/(?:home|root|Users|work)\/[\w.]/,
    files: ANY,
    why: "names a place on one machine",
  },
  { pattern: /\b(?:TO[D]O|FIX[M]E)\b/, files: CODE, why: "is unfinished work: finish it, or open an issue" },
  {
    pattern: /\b(?:it|test|describe|suite|bench)\.(?:only|skip|todo|fails)\b/,
    files: TESTS,
    why: "keeps tests from running",
  },
  {
    pattern: /\b(?:TO[D]O|FIX[M]E)\b.*:/,
    files: /\.md$/,
    why: "is unfinished work: finish it, or open an issue",
  },
  {
    pattern: /"resolved": "https?:/,
    files: /(^|\/)package-lock\.json$/,
    why: "ties the lock to one registry",
  },
];

/** `path:line: why` for every forbidden word below the folder. Binary files are passed over. */
export function wordProblems(folder: string): string[] {
  return ownFiles(folder).flatMap((path) => {
    const rules = FORBIDDEN.filter(({ files }) => files.test(path));
    const text = readFileSync(join(folder, path), "utf8");
    if (rules.length === 0 || text.includes("\0")) return [];
    return text
      .split("\n")
      .flatMap((line, index) =>
        rules
          .filter(({ pattern }) => pattern.test(line))
          .map(({ pattern, why }) => `${path}:${index + 1}: "${pattern.exec(line)?.[0]}" ${why}`),
      );
  });
}

/** Prints the problems; answers whether there were none. */
export function checkWords(folder: string): boolean {
  const problems = wordProblems(folder);
  for (const problem of problems) console.error(`  ${problem}`);
  if (problems.length === 0) console.log("no forbidden words");
  return problems.length === 0;
}
