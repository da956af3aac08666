import type { Alert, ResolvePeople } from "./alert.ts";
import { keepSilent } from "./record-only.ts";
import { startPass } from "./plan-run.ts";
import { note, type Run } from "./run.ts";
import { finish, type StepResult } from "./step.ts";
import type { Action } from "../rules/action.ts";
import type { CallPlan } from "../rules/plan.ts";
import type { Severity } from "./severity.ts";

/** What a new alert is made of: the event, the endpoint it came through and the rule that decided. */
export interface NewAlert {
  id: string;
  requestId: string;
  endpointId: string;
  dedupKey: string;
  severity: Severity;
  title: string;
  message: string | null;
  url: string | null;
  tool: string;
  test: boolean;
  rule: Alert["rule"];
  action: Action;
  plan: CallPlan;
  autoCloseSeconds: number;
  /** The endpoint is paused: stored, and rings nobody. */
  paused: boolean;
}

/** A firing event that joins no open alert begins one, and its plan starts at once. */
export function startAlert(fresh: NewAlert, now: number, resolvePeople: ResolvePeople): StepResult {
  const { requestId, paused, ...given } = fresh;
  const alert: Alert = {
    ...given,
    state: "triggered",
    count: 1,
    createdAt: now,
    updatedAt: now,
    acknowledgedAt: null,
    acknowledgedBy: null,
    closedAt: null,
    closeReason: null,
    run: { pass: 0, step: 0, nextStepAt: null, snoozedUntil: null, targets: [], attempts: [], attemptsMade: 0 },
    autoCloseAt: null,
  };
  const run: Run = { alert, effects: [], now, resolvePeople };
  note(
    run,
    {
      kind: "received",
      data: { request_id: requestId, endpoint_id: alert.endpointId, tool: alert.tool, state: "firing", severity: alert.severity, title: alert.title },
    },
    { type: "tool", name: alert.tool },
  );
  note(run, {
    kind: "rule_matched",
    data: {
      rule_id: alert.rule.id,
      rule_name: alert.rule.name,
      action: alert.action.type,
      scenario_id: alert.rule.scenarioId,
      scenario_version: alert.rule.scenarioVersion,
    },
  });
  if (paused) keepSilent(run, "endpoint_paused");
  else if (alert.action.type === "record_only") keepSilent(run, "record_only");
  else startPass(run, 1);
  return finish(run);
}
