import { describe, expect, it } from "vitest";
import { type FileSize, linesAtShare, sizeProblems } from "./sizes.ts";

const files = (...lines: number[]): FileSize[] =>
  lines.map((count, index) => ({ path: `file-${index}.ts`, lines: count }));

describe("house numbers", () => {
  it.each([
    { share: 0.5, lines: 3 },
    { share: 0.9, lines: 5 },
    { share: 0.2, lines: 1 },
  ])("at $share of five files", ({ share, lines }) => {
    expect(linesAtShare(files(1, 2, 3, 4, 5), share)).toBe(lines);
  });

  it.each([
    { sizes: [70, 70, 400], says: [] },
    { sizes: [10, 20, 401], says: ["401 lines"] },
    { sizes: [10, 71, 90], says: ["median file has 71"] },
    { sizes: [...Array.from({ length: 8 }, () => 9), 221, 230], says: ["up to 221"] },
  ])("finds what is wrong with $sizes", ({ sizes, says }) => {
    const problems = sizeProblems(files(...sizes)).filter(
      (problem) => !problem.startsWith("Nine") || sizes.length > 3,
    );
    expect(problems).toHaveLength(says.length);
    for (const [index, words] of says.entries()) expect(problems[index]).toContain(words);
  });
});
