import type { Alert, Decision, ResolvePeople } from "./alert.ts";
import type { GroupPlace } from "./grouping.ts";
import { ringOrKeepSilent } from "./record-only.ts";
import { note, type Run } from "./run.ts";
import { finish, type StepResult } from "./step.ts";
import type { Severity } from "./severity.ts";

/** What a new alert is made of: the event, the endpoint it came through and the rule that decided. */
export interface NewAlert extends Decision {
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
  autoCloseSeconds: number;
  lapsesAt?: number | null;
  groupRef?: string;
  /** Left out when it opens its group's window, and where nothing is grouped. */
  groupPlace?: GroupPlace | undefined;
}

/** A firing event that joins no open alert begins one, and its plan starts at once. */
export function startAlert(fresh: NewAlert, now: number, resolvePeople: ResolvePeople): StepResult {
  const { requestId, paused, groupPlace, ...given } = fresh;
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
    run: {
      pass: 0,
      rang: "no",
      step: 0,
      nextStepAt: null,
      snoozedUntil: null,
      targets: [],
      attempts: [],
      attemptsMade: 0,
    },
    autoCloseAt: null,
  };
  const run: Run = { alert, effects: [], now, resolvePeople };
  note(
    run,
    {
      kind: "received",
      data: {
        request_id: requestId,
        endpoint_id: alert.endpointId,
        tool: alert.tool,
        state: "firing",
        severity: alert.severity,
        title: alert.title,
      },
    },
    { type: "tool", name: alert.tool },
  );
  ringOrKeepSilent(run, paused, groupPlace);
  return finish(run);
}
