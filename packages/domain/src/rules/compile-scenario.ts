import { type Compiled, compileGroup } from "./compile-conditions.ts";
import { FieldTable } from "./facts.ts";
import { type CallPlan, DEFAULT_PLAN } from "./plan.ts";
import type { Rule } from "./rule.ts";
import { compileWindows, type LocalTime } from "./time-window.ts";

/** A rule made ready. */
export interface CompiledRule {
  rule: Rule;
  when: Compiled;
  /** `null` when it applies at any time. */
  isOpen: ((local: LocalTime) => boolean) | null;
}

/** A scenario made ready to be asked of many events: once a version, not once an event. */
export interface CompiledScenario {
  rules: readonly CompiledRule[];
  /** The plan of the default action. */
  plan: CallPlan;
  fields: FieldTable;
  /** Whether any enabled rule counts: then every firing event must be shown to it. */
  counts: boolean;
}

/** Makes validated rules ready: paths taken apart, values read, each field's place known. */
export function compileScenario(rules: readonly Rule[], plan: CallPlan = DEFAULT_PLAN): CompiledScenario {
  const fields = new FieldTable();
  const compiled = rules.map((rule) => ({
    rule,
    when: compileGroup(rule.when, fields),
    isOpen: rule.windows === undefined ? null : compileWindows(rule.windows),
  }));
  const counts = rules.some((rule) => rule.enabled && rule.count !== undefined);
  return { rules: compiled, plan, fields, counts };
}
