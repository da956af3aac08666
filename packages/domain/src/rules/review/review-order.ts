import type { Report } from "../problem.ts";
import type { Rule } from "../rule.ts";
import { type Budget, implies, newBudget } from "./implies.ts";

/** Rules that are never asked, because one above them takes everything that they are about. */
export function reviewOrder(rules: readonly Rule[], report: Report): void {
  const budget = newBudget();
  for (const [index, rule] of rules.entries()) {
    if (!rule.enabled) continue;
    const above = rules.slice(0, index).find((earlier) => earlier.enabled && takesAll(earlier, rule, budget));
    if (above === undefined) continue;
    const told = `Rule "${rule.name}" is never reached: "${above.name}" above it takes everything it is about.`;
    report(`rules[${index}]`, "unreachable", `${told} Move it up, or narrow the other.`);
  }
}

function takesAll(earlier: Rule, rule: Rule, budget: Budget): boolean {
  if (!isAlwaysOn(earlier, rule) || !isReachedFirst(earlier, rule)) return false;
  return implies(rule.when, earlier.when, budget);
}

function isAlwaysOn({ windows }: Rule, rule: Rule): boolean {
  return windows === undefined || JSON.stringify(windows) === JSON.stringify(rule.windows);
}

/** A count above that is reached no later: the rule below counts only what the one above let pass. */
function isReachedFirst({ count }: Rule, rule: Rule): boolean {
  if (count === undefined || count.times === 1) return true;
  const below = rule.count;
  if (below?.per !== count.per) return false;
  return count.times <= below.times && count.withinSeconds >= below.withinSeconds;
}
