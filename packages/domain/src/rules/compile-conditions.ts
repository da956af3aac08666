import { compileTest } from "./compile-test.ts";
import { textOf } from "./field-value.ts";
import type { Facts, FieldTable } from "./facts.ts";
import type { Condition, ConditionGroup, ConditionNode } from "./rule.ts";

/** Conditions made ready. `why` costs more than `holds` and says which conditions decided; it is for people. */
export interface Compiled {
  holds(facts: Facts): boolean;
  why(facts: Facts): string;
}

/** Makes a group of conditions ready. Groups nest; validation bounds their depth. */
export function compileGroup(group: ConditionGroup, fields: FieldTable): Compiled {
  return "all" in group
    ? allOf(group.all.map((node) => compileNode(node, fields)))
    : anyOf(group.any.map((node) => compileNode(node, fields)));
}

function compileNode(node: ConditionNode, fields: FieldTable): Compiled {
  return "field" in node ? compileCondition(node, fields) : compileGroup(node, fields);
}

function allOf(nodes: readonly Compiled[]): Compiled {
  return {
    holds: (facts) => nodes.every((node) => node.holds(facts)),
    why: (facts) => {
      const failed = nodes.find((node) => !node.holds(facts));
      if (failed !== undefined) return failed.why(facts);
      return nodes.length === 0 ? "it has no conditions" : join(nodes, facts, " and ");
    },
  };
}

function anyOf(nodes: readonly Compiled[]): Compiled {
  return {
    holds: (facts) => nodes.some((node) => node.holds(facts)),
    why: (facts) => {
      const held = nodes.find((node) => node.holds(facts));
      return held === undefined ? join(nodes, facts, "; ") || "it lists nothing" : held.why(facts);
    },
  };
}

const join = (nodes: readonly Compiled[], facts: Facts, by: string): string =>
  nodes.map((node) => node.why(facts)).join(by);

function compileCondition(condition: Condition, fields: FieldTable): Compiled {
  const { field, operator, value } = condition;
  const place = fields.placeOf(field);
  const part = operator === "contains" || operator === "not_contains" ? textOf(value) : null;
  if (part !== null) fields.parts[place]?.add(part);
  const test = compileTest(condition);
  return {
    holds: (facts) => test(facts.at(place)),
    why: (facts) => {
      const claim = `${field} ${operator}${value === null ? "" : ` ${JSON.stringify(value)}`}`;
      const actual = facts.at(place);
      return test(actual) ? claim : `not ${claim} (it is ${show(actual.raw)})`;
    },
  };
}

function show(value: unknown): string {
  if (value === undefined) return "missing";
  if (typeof value === "object") return Array.isArray(value) ? "a list" : "an object";
  return JSON.stringify(value)?.slice(0, 80) ?? "nothing";
}
