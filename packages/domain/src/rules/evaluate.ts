import type { IncomingEvent } from "../intake/event.ts";
import { OPERATOR_TESTS } from "./operators.ts";
import { readField } from "./read-field.ts";
import type { Condition, ConditionGroup, ConditionNode } from "./rule.ts";

export interface Verdict {
  holds: boolean;
  /** The conditions that decided, in words. */
  why: string;
}

/** Whether a group of conditions holds for an event. Groups nest; validation bounds their depth. */
export function evaluateGroup(group: ConditionGroup, event: IncomingEvent): Verdict {
  if ("all" in group) {
    const verdicts = group.all.map((node) => evaluateNode(node, event));
    const failed = verdicts.find((verdict) => !verdict.holds);
    if (failed !== undefined) return failed;
    return { holds: true, why: group.all.length === 0 ? "it has no conditions" : join(verdicts, " and ") };
  }
  const verdicts = group.any.map((node) => evaluateNode(node, event));
  return (
    verdicts.find((verdict) => verdict.holds) ?? {
      holds: false,
      why: join(verdicts, "; ") || "it lists nothing",
    }
  );
}

function evaluateNode(node: ConditionNode, event: IncomingEvent): Verdict {
  return "field" in node ? evaluateCondition(node, event) : evaluateGroup(node, event);
}

function evaluateCondition(condition: Condition, event: IncomingEvent): Verdict {
  const actual = readField(event, condition.field);
  const holds = OPERATOR_TESTS[condition.operator](actual, condition.value);
  const expected = condition.value === null ? "" : ` ${JSON.stringify(condition.value)}`;
  const claim = `${condition.field} ${condition.operator}${expected}`;
  return { holds, why: holds ? claim : `not ${claim} (it is ${show(actual)})` };
}

const join = (verdicts: readonly Verdict[], by: string): string =>
  verdicts.map((verdict) => verdict.why).join(by);

function show(value: unknown): string {
  if (value === undefined) return "missing";
  if (typeof value === "object") return Array.isArray(value) ? "a list" : "an object";
  return JSON.stringify(value)?.slice(0, 80) ?? "nothing";
}
