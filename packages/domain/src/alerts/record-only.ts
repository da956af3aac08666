import { type Decision, isSilent } from "./alert.ts";
import { startPass } from "./plan-run.ts";
import { note, type Run } from "./run.ts";

/** Begins the plan of the rule that decided, unless nobody may be rung. */
export function ringOrKeepSilent(run: Run, paused: boolean): void {
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
  else startPass(run, 1);
}

/** A repeat of a silent alert rings when the rules now say so: it became worse, or its endpoint was resumed. */
export function reconsider(run: Run, { rule, action, plan, paused }: Decision): void {
  if (!isSilent(run.alert) || paused || action.type === "record_only") return;
  Object.assign(run.alert, { rule, action, plan, autoCloseAt: null });
  ringOrKeepSilent(run, paused);
}

/** It stays open as `triggered` until it is resolved or goes quiet, so that repeats join it. */
export function keepSilent(run: Run, reason: "endpoint_paused" | "record_only"): void {
  note(run, { kind: "suppressed", data: { reason } });
  run.alert.autoCloseAt = run.now + run.alert.autoCloseSeconds * 1000;
}
