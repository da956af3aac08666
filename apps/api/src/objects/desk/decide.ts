import type { Decision } from "@callping/domain/alerts/alert";
import type { IncomingEvent } from "@callping/domain/intake/event";
import { chooseRule } from "@callping/domain/rules/choose-rule";
import { compileStored } from "../../services/scenarios/compile-stored.ts";
import type { Snapshot, SnapshotEndpoint, SnapshotScenario } from "../desk-protocol.ts";
import type { DeskParts } from "./parts.ts";

/** An event with what the endpoint fills in. */
export type Decided = IncomingEvent & { severity: NonNullable<IncomingEvent["severity"]>; dedupKey: string };

function scenarioOf(snapshot: Snapshot, endpoint: SnapshotEndpoint): SnapshotScenario | undefined {
  return snapshot.scenarios.find((candidate) => candidate.id === endpoint.scenario_id);
}

/** Whether a rule counts events: then it is shown each, also one that can change nothing any more. */
export function asksRules(snapshot: Snapshot, endpoint: SnapshotEndpoint): boolean {
  return compileStored(scenarioOf(snapshot, endpoint)).counts;
}

/**
 * What the endpoint's scenario says of a firing event now, and counts it. Inside the caller's commit.
 * @param times how many webhooks the event stands for
 */
export function decide(
  parts: Pick<DeskParts, "ruleCounts">,
  snapshot: Snapshot,
  endpoint: SnapshotEndpoint,
  event: Decided,
  times: number,
): Decision {
  const now = Date.now();
  const scenario = scenarioOf(snapshot, endpoint);
  const counted = { endpointId: endpoint.id, dedupKey: event.dedupKey };
  const choice = chooseRule(compileStored(scenario), event, {
    now,
    timeZone: snapshot.organization.time_zone,
    times,
    earlier: (rule) => parts.ruleCounts.earlier(endpoint.scenario_id, rule, counted),
  });
  parts.ruleCounts.add(endpoint.scenario_id, choice.counted, counted, now, times);
  return {
    rule: {
      id: choice.rule?.id ?? null,
      name: choice.rule?.name ?? "default",
      scenarioId: endpoint.scenario_id,
      scenarioVersion: scenario?.version ?? 0,
    },
    action: choice.action,
    plan: choice.plan,
    paused: endpoint.paused,
  };
}
