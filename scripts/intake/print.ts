import type { Verdict } from "./judge.ts";
import type { Pair } from "./pairs.ts";

export interface Score {
  cases: { name: string; verdicts: Verdict[] }[];
  pairs: Pair[];
}

interface Figure {
  figure: string;
  right: number;
  of: number;
  percent: number;
}

/** One line a figure, then the one that must be zero: firing bodies that would not ring. */
function figuresOf({ cases, pairs }: Score): Figure[] {
  const verdicts = cases.flatMap((one) => one.verdicts);
  const names = ["state", "severity", "verbatim title", "composed title", "no title", "url"];
  return [
    ...names.map((figure) =>
      count(
        figure,
        verdicts.filter((verdict) => verdict.figure === figure),
      ),
    ),
    count("dedup pairs", pairs),
  ];
}

function count(figure: string, list: readonly { right: boolean }[]): Figure {
  const right = list.filter((item) => item.right).length;
  return { figure, right, of: list.length, percent: list.length === 0 ? 100 : (100 * right) / list.length };
}

const silenced = ({ cases }: Score): string[] =>
  cases
    .filter(({ verdicts }) =>
      verdicts.some((v) => v.figure === "state" && v.expected === "firing" && !v.right),
    )
    .map(({ name }) => name);

export function printJson(score: Score): void {
  console.log(JSON.stringify({ figures: figuresOf(score), silenced: silenced(score), ...score }, null, 2));
}

export function printText(score: Score): void {
  for (const { name, verdicts } of score.cases)
    for (const { figure, right, expected, got, source } of verdicts)
      if (!right)
        console.log(
          `${figure.padEnd(15)} ${name}\n  expected ${expected}\n  got      ${got}  (from ${source})`,
        );
  for (const { name, right, keys } of score.pairs)
    if (!right) console.log(`dedup pair      ${name}\n  got      ${keys}`);
  console.log(`\n${score.cases.length} cases`);
  for (const { figure, right, of, percent } of figuresOf(score))
    console.log(
      `${figure.padEnd(15)} ${String(right).padStart(4)} of ${String(of).padStart(4)}  ${percent.toFixed(1)} %`,
    );
  const firing = silenced(score);
  console.log(
    `firing read as resolved or notice: ${firing.length}${firing.map((name) => `\n  ${name}`).join("")}`,
  );
}
