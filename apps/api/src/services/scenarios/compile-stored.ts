import { type CompiledScenario, compileScenario } from "@callping/domain/rules/compile-scenario";
import { parsePlan } from "@callping/domain/rules/parse-plan";
import { parseRules } from "@callping/domain/rules/parse-rules";
import { type CallPlan, DEFAULT_PLAN } from "@callping/domain/rules/plan";
import type { SnapshotScenario } from "../../objects/desk-protocol.ts";

const NO_RULES = compileScenario([]);
/** By the snapshot's own object: a new configuration brings new ones, and the old ones go with theirs. */
const known = new WeakMap<SnapshotScenario, CompiledScenario>();

/**
 * A stored scenario made ready, once a version. Stored rules or plans that do not parse fall back to the default action
 * and plan, loudly: an alert is never dropped. Without a scenario the default holds too.
 */
export function compileStored(scenario: SnapshotScenario | undefined): CompiledScenario {
  if (scenario === undefined) return NO_RULES;
  const earlier = known.get(scenario);
  if (earlier !== undefined) return earlier;
  const rules = parseRules(scenario.rules);
  if (!rules.ok)
    console.error("a stored scenario is not valid; the default action rings instead", scenario.id);
  const compiled = compileScenario(rules.ok ? rules.value : [], defaultPlan(scenario));
  known.set(scenario, compiled);
  return compiled;
}

function defaultPlan({ id, plan: stored }: SnapshotScenario): CallPlan {
  if (stored == null) return DEFAULT_PLAN;
  const plan = parsePlan(stored);
  if (plan.ok) return plan.value;
  console.error("a stored call plan is not valid; the default plan rings instead", id);
  return DEFAULT_PLAN;
}
