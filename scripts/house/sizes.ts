// House numbers: files stay small enough to be read in one go.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ownFiles } from "./files.ts";

export const LIMITS = { medianLines: 70, ninetiethPercentileLines: 220, largestLines: 400 };

export interface FileSize {
  path: string;
  lines: number;
}

/** The sizes of our TypeScript and .mjs files, smallest first. Declarations are somebody else's words. */
export function measureFiles(folder: string): FileSize[] {
  return ownFiles(folder)
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !path.endsWith(".d.ts"))
    .map((path) => ({ path, lines: countLines(readFileSync(join(folder, path), "utf8")) }))
    .toSorted((a, b) => a.lines - b.lines);
}

function countLines(text: string): number {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}

/** The value that `share` (0..1) of the sorted sizes do not exceed; 0 for no files. */
export function linesAtShare(sorted: readonly FileSize[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]?.lines ?? 0;
}

/** What is wrong with the sizes, one sentence each; empty when they are within the limits. */
export function sizeProblems(sorted: readonly FileSize[]): string[] {
  const median = linesAtShare(sorted, 0.5);
  const ninetieth = linesAtShare(sorted, 0.9);
  const problems = sorted
    .filter(({ lines }) => lines > LIMITS.largestLines)
    .map(
      ({ path, lines }) => `${path} has ${lines} lines; no file may have more than ${LIMITS.largestLines}.`,
    );
  if (median > LIMITS.medianLines)
    problems.push(`The median file has ${median} lines; at most ${LIMITS.medianLines}.`);
  if (ninetieth > LIMITS.ninetiethPercentileLines) {
    problems.push(
      `Nine in ten files have up to ${ninetieth} lines; at most ${LIMITS.ninetiethPercentileLines}.`,
    );
  }
  return problems;
}

/** Prints the figures and the problems; answers whether the sizes are within the limits. */
export function checkSizes(folder: string): boolean {
  const sizes = measureFiles(folder);
  const largest = sizes.slice(-3).toReversed();
  console.log(
    `${sizes.length} files, ${sizes.reduce((sum, { lines }) => sum + lines, 0)} lines: median ${linesAtShare(sizes, 0.5)} ` +
      `(≤ ${LIMITS.medianLines}), 90 % ≤ ${linesAtShare(sizes, 0.9)} (≤ ${LIMITS.ninetiethPercentileLines}), ` +
      `largest ${largest.map(({ path, lines }) => `${path} ${lines}`).join(", ")} (≤ ${LIMITS.largestLines})`,
  );
  const problems = sizeProblems(sizes);
  for (const problem of problems) console.error(`  ${problem}`);
  return problems.length === 0;
}
