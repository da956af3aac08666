import type { DryRun, DryRunEvent } from "@callping/contract/api/dry-run";
import type { Expectation } from "./options.ts";

/** Everybody whose phone rings, in the order of their first call. */
export function peopleOf({ calls }: Pick<DryRunEvent, "calls">): string[] {
  return [...new Set(calls.filter(({ cost_class }) => cost_class !== null).map(({ member }) => member))];
}

/** How a dry run differs from what was expected, a sentence each; empty when it does not. Every event must be as expected. */
export function differences({ events }: DryRun, expected: Expectation): string[] {
  const { rule, calls, severity } = expected;
  const asksAnything = rule !== undefined || calls !== undefined || severity !== undefined;
  if (events.length === 0) return asksAnything ? ["the payload is read as no event at all"] : [];
  return events.flatMap((event, index) => {
    const where = events.length === 1 ? "" : `event ${index + 1}: `;
    const found = {
      rule: event.rule?.name ?? "none",
      severity: event.alert?.severity ?? event.event.severity ?? "none",
      calls: peopleOf(event),
    };
    return [
      ...(rule !== undefined && rule !== found.rule
        ? [`${where}the rule is "${found.rule}", not "${rule}"`]
        : []),
      ...(severity !== undefined && severity !== found.severity
        ? [`${where}the severity is ${found.severity}, not ${severity}`]
        : []),
      ...(calls !== undefined && calls.join("\n") !== found.calls.join("\n")
        ? [`${where}rung are ${listOf(found.calls)}, not ${listOf(calls)}`]
        : []),
    ];
  });
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? "nobody" : names.join(", ");
}
