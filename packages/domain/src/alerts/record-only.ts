import { type Decision, isSilent } from "./alert.ts";
import { type GroupPlace, isWaitingForGroup, isWorse, ringInGroup } from "./grouping.ts";
import { startPass } from "./plan-run.ts";
import { note, type Run } from "./run.ts";
import type { Severity } from "./severity.ts";

/** Begins the plan of the rule that decided, unless nobody may be rung. */
export function ringOrKeepSilent(run: Run, paused: boolean, group?: GroupPlace): void {
  const { rule, action } = run.alert;
  note(run, {
    kind: "rule_matched",
    data: {
      rule_id: rule.id,
      rule_name: rule.name,
      action: action.type,
      scenario_id: rule.scenarioId,
      scenario_version: rule.scenarioVersion,
    },
  });
  if (paused) keepSilent(run, "endpoint_paused");
  else if (action.type === "record_only") keepSilent(run, "record_only");
  else if (group !== undefined) ringInGroup(run, group);
  else startPass(run, 1);
}

/** A repeat of a silent alert rings when the rules now say so: it became worse, or its endpoint was resumed. */
export function reconsider(run: Run, { rule, action, plan, paused }: Decision): void {
  if (!isSilent(run.alert) || paused || action.type === "record_only") return;
  Object.assign(run.alert, { rule, action, plan, autoCloseAt: null });
  ringOrKeepSilent(run, paused);
}

/** A repeat says that a waiting alert is worse than it was: it waits no more, and the rules are asked anew. */
export function ringWhenWorse(run: Run, before: Severity, decision: Decision): void {
  if (!isWaitingForGroup(run.alert) || !isWorse(run.alert.severity, before)) return;
  run.alert.run.groupedUntil = null;
  const { rule, action, plan, paused } = decision;
  if (paused || action.type === "record_only") return startPass(run, 1);
  Object.assign(run.alert, { rule, action, plan });
  ringOrKeepSilent(run, paused);
}

/** It stays open as `triggered` until it is resolved or goes quiet, so that repeats join it. */
function keepSilent(run: Run, reason: "endpoint_paused" | "record_only"): void {
  note(run, { kind: "suppressed", data: { reason } });
  run.alert.autoCloseAt = run.now + run.alert.autoCloseSeconds * 1000;
}
