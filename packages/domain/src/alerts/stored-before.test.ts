import { describe, expect, it } from "vitest";
import type { Alert } from "./alert.ts";
import type { AlertEvent } from "./events.ts";
import { step } from "./step.ts";
import { ANN_THEN_BOB, peopleIn } from "./testing/examples.ts";
import { silencesOf, START } from "./testing/silences.ts";

/** An alert as a version wrote it that knew no maintenance, quiet hours, groups, or acknowledgements that expire. */
const STORED = `{"id":"alr_01TEST","endpointId":"end_1","dedupKey":"db","severity":"major","title":"Database is down",
"message":null,"url":null,"tool":"generic","test":false,"rule":{"id":null,"name":"default","scenarioId":"sce_1",
"scenarioVersion":1},"action":{"type":"call_primary"},"plan":{"ringSeconds":25,"attempts":3,"spacingSeconds":45,
"steps":[{"afterSeconds":300,"action":{"type":"call_owners"}}],"passes":4},"autoCloseSeconds":14400,"state":"triggered",
"count":1,"createdAt":${START},"updatedAt":${START},"acknowledgedAt":null,"acknowledgedBy":null,"closedAt":null,
"closeReason":null,"run":{"pass":1,"rang":"yes","step":0,"nextStepAt":${START + 300_000},"snoozedUntil":null,
"targets":[{"phoneId":"ph_ann","memberId":"mem_ann","memberName":"Ann","label":"Ann's mobile","tried":1,"counted":1,
"platformFailures":0,"givenUp":false}],"attempts":[{"id":"att_01TEST-1","phoneId":"ph_ann","memberId":"mem_ann",
"memberName":"Ann","label":"Ann's mobile","n":1,"state":"ended","dueAt":${START},"redial":false,"callId":"cal_1","held":null,
"outcome":"no_answer","watchAt":null}],"attemptsMade":1},"autoCloseAt":null}`;

const api = { type: "api_key", id: "key_1", name: "bot" } as const;
const at = (seconds: number): number => START + seconds * 1000;

function live(...events: readonly [seconds: number, event: AlertEvent][]): { kinds: string[]; alert: Alert } {
  let alert: Alert = JSON.parse(STORED);
  const kinds: string[] = [];
  const silences = silencesOf([{ from: 100, to: 200 }], { ann: { from: 500, to: 600 } });
  for (const [seconds, event] of events) {
    const result = step(alert, event, at(seconds), peopleIn(ANN_THEN_BOB), silences(at(seconds)));
    alert = result.alert;
    kinds.push(...result.effects.flatMap((effect) => (effect.kind === "timeline" ? [effect.fact.kind] : [])));
  }
  return { kinds, alert };
}

describe("an alert that an earlier version stored", () => {
  it("goes on with its plan", () => {
    expect(live([300, { kind: "tick" }]).kinds).toEqual(["step_started", "attempt_started"]);
  });

  it("is acknowledged, counted, taken back and resolved", () => {
    const again = { kind: "repeated", requestId: "req_2", severity: "critical", tool: "generic" } as const;
    const { kinds, alert } = live(
      [10, { kind: "commanded", action: "acknowledge", actor: api }],
      [20, again],
      [30, { kind: "commanded", action: "unacknowledge", actor: api }],
      [40, { kind: "tool_resolved", tool: "generic" }],
    );
    expect(kinds.filter((kind) => kind !== "attempt_started")).toEqual([
      "acknowledged",
      "deduplicated",
      "unacknowledged",
      "plan_started",
      "step_started",
      "resolved",
    ]);
    expect(alert).toMatchObject({ state: "resolved", count: 2 });
  });

  it("is silenced by maintenance and rings afterwards", () => {
    expect(live([150, { kind: "tick" }], [200, { kind: "tick" }]).kinds).toEqual([
      "muted",
      "unmuted",
      "plan_started",
      "step_started",
      "attempt_started",
    ]);
  });
});
