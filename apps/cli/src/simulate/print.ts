import type { DryRun, DryRunEvent } from "@callping/contract/api/dry-run";
import { peopleOf } from "./judge.ts";

/** What became of one payload. */
export interface Simulated {
  file: string;
  dryRun: DryRun;
  differences: readonly string[];
}

/** A dry run as a person reads it: what it is, which rule, who is rung when and hears what, and how it ends. */
export function timelineOf({ file, dryRun, differences }: Simulated): string {
  const { at, events, events_left_out, explanation } = dryRun;
  return [
    `${file} at ${at}`,
    ...(events.length === 0 ? explanation.map((words) => `  ${words}`) : events.flatMap(eventLines)),
    ...(events_left_out > 0 ? [`  ${events_left_out} more events are not shown`] : []),
    ...differences.map((difference) => `  ✗ ${difference}`),
  ].join("\n");
}

function eventLines(event: DryRunEvent): string[] {
  const { alert, outcome, explanation, rule, calls, people, ends, cut } = event;
  const refused = people.flatMap((person) =>
    person.refused === null ? [] : [`  ${person.member} is not rung: ${person.refused.message}`],
  );
  return [
    `  ${alert?.severity ?? event.event.severity ?? "no severity"}: ${alert?.title ?? event.event.title ?? "no title"}`,
    `  ${outcome}: ${explanation}`,
    ...(rule === null ? [] : ruleLines(rule)),
    ...calls.map(callLine),
    ...refused,
    ...(cut ? ["  … and so on"] : []),
    ...(ends === null ? [] : [`  ${clock(secondsBetween(event, ends.at))}  ${ends.state}: ${ends.reason}`]),
  ];
}

function ruleLines({ name, passed_over }: NonNullable<DryRunEvent["rule"]>): string[] {
  return [...passed_over.map(({ name: other, why }) => `  not "${other}": ${why}`), `  rule "${name}"`];
}

function callLine(call: DryRunEvent["calls"][number], index: number, calls: DryRunEvent["calls"]): string {
  const { after_seconds, member, label, pass, step, n, held, cost_class, outcome, shares_call, words } = call;
  const notes = [
    ...(cost_class === null ? [outcome] : [cost_class]),
    ...(shares_call ? ["the same call"] : []),
    ...(held === null ? [] : [`held: ${held.reason}`]),
  ];
  const isSaid = cost_class === null || calls[index - 1]?.words === words;
  const line = `  ${clock(after_seconds)}  ${member}, ${label}  pass ${pass} step ${step} #${n}  (${notes.join(", ")})`;
  return isSaid ? line : `${line}\n             “${words}”`;
}

/** The end is told as a moment: its distance is the last line's of the timeline that has the same. */
function secondsBetween({ timeline }: DryRunEvent, at: string): number {
  return timeline.findLast((line) => line.at === at)?.after_seconds ?? 0;
}

/** `+00:05:30`, and tenths where there are any. */
function clock(seconds: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  return `+${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** A line a payload, when there are several. */
export function tableOf(simulated: readonly Simulated[]): string {
  const rows = simulated.map(({ file, dryRun, differences }) => {
    const [event] = dryRun.events;
    return [
      differences.length === 0 ? "✓" : "✗",
      file,
      event?.alert?.severity ?? "–",
      event?.rule?.name ?? "–",
      event?.outcome ?? "nothing",
      event === undefined ? "–" : peopleOf(event).join(", ") || "nobody",
    ];
  });
  const table = [["", "payload", "severity", "rule", "outcome", "rung"], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
