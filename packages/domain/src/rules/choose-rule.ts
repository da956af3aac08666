import type { IncomingEvent } from "../intake/event.ts";
import type { Action } from "./action.ts";
import { DEFAULT_ACTION } from "./action.ts";
import type { CompiledRule, CompiledScenario } from "./compile-scenario.ts";
import { countWithin, type Moments, type RuleCount } from "./count.ts";
import { Facts } from "./facts.ts";
import { clockText, localTime } from "./local-time.ts";
import type { CallPlan } from "./plan.ts";
import type { Rule } from "./rule.ts";
import type { LocalTime } from "./time-window.ts";
import { explainCount, explainWindows } from "./why.ts";

export interface RuleContext {
  /** Milliseconds since the epoch. */
  now: number;
  /** The organization's IANA time zone. */
  timeZone: string;
  /** Events that a rule counted before this one; none when left out. */
  earlier?: (rule: CountingRule) => Moments;
  /** How many webhooks this event stands for; 1 when left out. */
  times?: number;
}

export type CountingRule = Rule & { count: RuleCount };

export interface PassedOver {
  ruleId: string;
  name: string;
  why: string;
}

export interface RuleChoice {
  /** `null` when none matched and the default action applies. */
  rule: Rule | null;
  action: Action;
  plan: CallPlan;
  /** Rules whose count this event raised, reached or not: the caller writes them down. */
  counted: CountingRule[];
  /** In words; worked out when it is asked for. */
  why: () => string;
  /** The rules before it, and why each did not match. */
  passedOver: () => PassedOver[];
}

type Verdict =
  | { kind: "matches" | "off" | "conditions" | "windows" }
  | { kind: "count"; count: RuleCount; happened: number };

const MATCHES: Verdict = { kind: "matches" };
const OFF: Verdict = { kind: "off" };
const CONDITIONS: Verdict = { kind: "conditions" };
const WINDOWS: Verdict = { kind: "windows" };

/**
 * The first enabled rule whose conditions hold, within its times and often enough. None: `call_primary` with the
 * scenario's plan, so that nothing is dropped. The event's severity is expected with the endpoint's default filled in.
 * Pure; never throws.
 */
export function chooseRule(
  scenario: CompiledScenario,
  event: IncomingEvent,
  context: RuleContext,
): RuleChoice {
  const facts = new Facts(event, scenario.fields);
  let local: LocalTime | null = null;
  const clock = (): LocalTime => (local ??= localTime(context.now, context.timeZone));
  const counted: CountingRule[] = [];
  const verdicts: Verdict[] = [];
  const found = scenario.rules.find((compiled) => {
    const verdict = judge(compiled, facts, clock, context, counted);
    verdicts.push(verdict);
    return verdict === MATCHES;
  });
  const passed = found === undefined ? scenario.rules : scenario.rules.slice(0, verdicts.length - 1);
  return {
    rule: found?.rule ?? null,
    action: found?.rule.action ?? DEFAULT_ACTION,
    plan: found?.rule.plan ?? scenario.plan,
    counted,
    why: () =>
      found === undefined
        ? noneMatched(scenario.rules.length)
        : `Rule "${found.rule.name}" matched: ${found.when.why(facts)}.`,
    passedOver: () =>
      passed.map((compiled, index) => ({
        ruleId: compiled.rule.id,
        name: compiled.rule.name,
        why: explain(verdicts[index] ?? OFF, compiled, facts, context),
      })),
  };
}

/** A rule counts the events that reach it and that it is about, whether or not they were enough. */
function judge(
  { rule, when, isOpen }: CompiledRule,
  facts: Facts,
  clock: () => LocalTime,
  context: RuleContext,
  counted: CountingRule[],
): Verdict {
  if (!rule.enabled) return OFF;
  if (!when.holds(facts)) return CONDITIONS;
  if (isOpen !== null && !isOpen(clock())) return WINDOWS;
  if (!doesCount(rule)) return MATCHES;
  counted.push(rule);
  const { now, earlier, times = 1 } = context;
  const happened = countWithin(rule.count, earlier?.(rule) ?? [], now) + times;
  return happened >= rule.count.times ? MATCHES : { kind: "count", count: rule.count, happened };
}

function doesCount(rule: Rule): rule is CountingRule {
  return rule.count !== undefined;
}

function explain(
  verdict: Verdict,
  { rule, when }: CompiledRule,
  facts: Facts,
  { now, timeZone }: RuleContext,
): string {
  switch (verdict.kind) {
    case "off":
      return "it is switched off";
    case "conditions":
      return when.why(facts);
    case "windows":
      return explainWindows(rule.windows ?? [], clockText(now, timeZone), timeZone);
    case "count":
      return explainCount(verdict.count, verdict.happened);
    case "matches":
      return "it matched";
  }
}

function noneMatched(rules: number): string {
  return rules === 0
    ? "The scenario has no rules: the primary member is called."
    : `None of ${rules} rules matched: the primary member is called.`;
}
