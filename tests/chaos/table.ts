import type { Finding } from "./judge.ts";
import type { ChaosReport, Round } from "./run.ts";

const HEAD = ["#", "killed", "moment", "recovery s", "accepted", "acknowledged", "lost", "twice"];

/** The report as a Markdown table, one row a kill, and what was found below it. */
export function reportLines({ rounds, findings, stateDir }: ChaosReport): string[] {
  const count = (kind: Finding["kind"], round?: number): number =>
    findings.filter((finding) => finding.kind === kind && (round === undefined || finding.round === round))
      .length;
  const row = ({ blow, victim, recoverySeconds, accepted, acknowledged }: Round): unknown[] => [
    blow.n,
    victim,
    `${blow.moment} + ${blow.delayMs} ms`,
    recoverySeconds?.toFixed(1) ?? "never",
    accepted,
    acknowledged,
    count("lost", blow.n),
    count("twice", blow.n),
  ];
  const sum = (pick: (round: Round) => number): number =>
    rounds.reduce((total, round) => total + pick(round), 0);
  const total = [
    "",
    "all",
    `${rounds.length} kills`,
    slowest(rounds),
    sum((round) => round.accepted),
    sum((round) => round.acknowledged),
    count("lost"),
    count("twice"),
  ];
  const rows = [HEAD, HEAD.map(() => "---"), ...rounds.map(row), total].map(
    (cells) => `| ${cells.join(" | ")} |`,
  );
  const found = findings.map(({ kind, round, text }) => `${kind} (round ${round}): ${text}`);
  return [...rows, ...found, ...(stateDir === null ? [] : [`the state and its logs are kept: ${stateDir}`])];
}

function slowest(rounds: readonly Round[]): string {
  const seconds = rounds.flatMap((round) => round.recoverySeconds ?? []);
  return seconds.length === 0 ? "never" : `at most ${Math.max(...seconds).toFixed(1)}`;
}
