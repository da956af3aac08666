import { expect, it } from "vitest";
import { differences } from "./judge.ts";
import type { Expectation } from "./options.ts";
import { exampleCall, exampleDryRun, exampleEvent } from "./testing/example.ts";

const ANYTHING: Expectation = { rule: undefined, calls: undefined, severity: undefined };
const one = exampleDryRun(exampleEvent());
const resolved = exampleEvent({ outcome: "nothing", alert: null, rule: null, calls: [] });
const unreachable = exampleEvent({
  calls: [exampleCall("Ada", 0, { cost_class: null }), exampleCall("Grace", 0)],
});

it.each<[string, typeof one, Partial<Expectation>, string[]]>([
  ["nothing expected", one, {}, []],
  ["all as expected", one, { rule: "Nights", calls: ["Ada", "Grace"], severity: "critical" }, []],
  ["another rule", one, { rule: "default" }, ['the rule is "Nights", not "default"']],
  ["another severity", one, { severity: "minor" }, ["the severity is critical, not minor"]],
  ["another order", one, { calls: ["Grace", "Ada"] }, ["rung are Ada, Grace, not Grace, Ada"]],
  ["somebody too many", one, { calls: ["Ada"] }, ["rung are Ada, Grace, not Ada"]],
  ["nobody expected", one, { calls: [] }, ["rung are Ada, Grace, not nobody"]],
  ["who cannot be rung is not", exampleDryRun(unreachable), { calls: ["Grace"] }, []],
  ["a resolve rings nobody", exampleDryRun(resolved), { calls: [], severity: "critical" }, []],
  [
    "a resolve has no rule",
    exampleDryRun(resolved),
    { rule: "Nights" },
    ['the rule is "none", not "Nights"'],
  ],
  [
    "each of several events",
    exampleDryRun(exampleEvent(), resolved),
    { rule: "Nights" },
    ['event 2: the rule is "none", not "Nights"'],
  ],
  ["no event at all", exampleDryRun(), { calls: [] }, ["the payload is read as no event at all"]],
  ["no event, nothing expected", exampleDryRun(), {}, []],
])("%s", (_name, dryRun, expected, found) => {
  expect(differences(dryRun, { ...ANYTHING, ...expected })).toEqual(found);
});
