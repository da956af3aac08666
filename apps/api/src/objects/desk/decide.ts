import type { Decision } from "@callping/domain/alerts/alert";
import type { IncomingEvent } from "@callping/domain/intake/event";
import {
  chooseRule,
  type CountingRule,
  type RuleChoice,
  type RuleContext,
} from "@callping/domain/rules/choose-rule";
import { templateOf } from "@callping/domain/calls/spoken-template";
import type { Moments } from "@callping/domain/rules/count";
import { compileStored } from "../../services/scenarios/compile-stored.ts";
import type { Snapshot, SnapshotEndpoint, SnapshotScenario } from "../desk-protocol.ts";
import type { DeskParts } from "./parts.ts";
import { countId } from "./rule-counts.ts";

/** An event with what the endpoint fills in. */
export type Decided = IncomingEvent & { severity: NonNullable<IncomingEvent["severity"]>; dedupKey: string };

function scenarioOf(snapshot: Snapshot, endpoint: SnapshotEndpoint): SnapshotScenario | undefined {
  return snapshot.scenarios.find((candidate) => candidate.id === endpoint.scenario_id);
}

/** Whether a rule counts events: then it is shown each, also one that can change nothing any more. */
export function asksRules(snapshot: Snapshot, endpoint: SnapshotEndpoint): boolean {
  return compileStored(scenarioOf(snapshot, endpoint)).counts;
}

/** What an endpoint's scenario says of a firing event at a moment. Changes nothing. */
export function ask(
  snapshot: Snapshot,
  endpoint: SnapshotEndpoint,
  event: Decided,
  context: Omit<RuleContext, "timeZone">,
): { decision: Decision; choice: RuleChoice } {
  const scenario = scenarioOf(snapshot, endpoint);
  const timeZone = snapshot.organization.time_zone;
  const choice = chooseRule(compileStored(scenario), event, { ...context, timeZone });
  const { rule, action, plan } = choice;
  const decision: Decision = {
    rule: {
      id: rule?.id ?? null,
      name: rule?.name ?? "default",
      scenarioId: endpoint.scenario_id,
      scenarioVersion: scenario?.version ?? 0,
    },
    action,
    plan,
    paused: endpoint.paused,
    ...(scenario?.speech != null && { speech: templateOf(scenario.speech, event) }),
  };
  return { decision, choice };
}

/**
 * What the endpoint's scenario says of a firing event now, and counts it. Inside the caller's commit.
 * @param times how many webhooks the event stands for
 */
export function decide(
  { ruleCounts }: Pick<DeskParts, "ruleCounts">,
  snapshot: Snapshot,
  endpoint: SnapshotEndpoint,
  event: Decided,
  times: number,
): Decision {
  const now = Date.now();
  const idOf = (rule: CountingRule): string => countId(endpoint, rule, event.dedupKey);
  const earlier = (rule: CountingRule): Moments => ruleCounts.earlier(idOf(rule));
  const { decision, choice } = ask(snapshot, endpoint, event, { now, times, earlier });
  for (const rule of choice.counted) ruleCounts.add(idOf(rule), rule.count, now, times);
  return decision;
}
