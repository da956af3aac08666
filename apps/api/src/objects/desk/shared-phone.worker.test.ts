import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { fleetStatements } from "../../db/fleet.ts";
import { runBatch } from "../../db/statement.ts";
import { pbxDefinition } from "../../services/fleet/testing/pbx-definition.ts";
import type { Snapshot } from "../desk-protocol.ts";
import type { CallReport } from "../protocol.ts";
import { exampleEndpoint, exampleSnapshot } from "./testing/example-snapshot.ts";
import { ENDPOINTS, event, input } from "./testing/inputs.ts";

beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  await runBatch(env.DB, fleetStatements([pbxDefinition("pbx-1")], new Date().toISOString()));
});

/** Ada and Grace take turns with one telephone, and both are called. No PBX is connected: their attempts wait. */
function snapshot(number: number): Snapshot {
  const people = ["Ada", "Grace"];
  const base = exampleSnapshot(number, [
    exampleEndpoint(number, 1, { uuid: ENDPOINTS.first, paused: false }),
  ]);
  return {
    ...base,
    members: people.map((name) => ({ id: `mem_${name}`, name, role: "owner" })),
    phones: people.map((name) => ({
      id: `pho_${name}`,
      member_id: `mem_${name}`,
      number: `+331990090${number}`,
      label: "The office",
      language: "en",
      enabled: true,
      primary: true,
      verified: true,
    })),
    scenarios: base.scenarios.map((scenario) => ({
      ...scenario,
      rules: [{ id: "rul_1", name: "Both", when: { all: [] }, action: { type: "call_owners" } }],
    })),
  };
}

/** One call for both attempts, and what it tells. */
async function tell(number: number, ...facts: CallReport["fact"][]) {
  const desk = env.DESK.getByName(`desk:${number}:0`);
  await desk.replaceSnapshot(snapshot(number));
  const answer = await desk.receive(input({ events: [event({})] }));
  const alertId = (answer.ok && answer.alerts[0]?.id) || "";
  const attempt_ids = [1, 2].map((n) => `att_${alertId.slice("alr_".length)}-${n}`);
  const call = { call_id: `cal_SHARED${number}`, attempt_ids, at: Date.now() };
  const answers = [];
  for (const [index, fact] of facts.entries())
    answers.push(await desk.callReports([{ ...call, seq: index + 1, fact }]));
  const timeline = (await desk.alert(alertId))?.timeline ?? [];
  return {
    answers,
    timeline,
    kinds: timeline.map(({ kind }) => kind),
    alert: (await desk.alert(alertId))?.alert,
  };
}

describe("one telephone of two people", () => {
  it("the key that no Desk could write down: it is recorded once, and acknowledges", async () => {
    const { answers, kinds, alert } = await tell(71, { kind: "key", digit: "1", meaning: "acknowledge" });
    expect(answers[0]).toMatchObject({ verdict: { recorded: true, already_by: null } });
    expect([alert?.state, kinds.filter((kind) => kind === "key")]).toEqual(["acknowledged", ["key"]]);
  });

  it("the call whose end nobody took: both attempts end with it", async () => {
    const end = { outcome: "no_answer", sip_code: null, cause: null, duration_ms: 0 } as const;
    const { answers, timeline } = await tell(72, { kind: "ended", ...end });
    const ended = timeline.flatMap((entry) =>
      entry.kind === "call_ended" && entry.data.outcome === "no_answer" ? [entry.data.attempt_id] : [],
    );
    expect([answers[0]?.seq, new Set(ended).size]).toEqual([1, 2]);
  });

  it("key 2 asks for the next people once", async () => {
    const { kinds } = await tell(73, { kind: "key", digit: "2", meaning: "escalate" });
    expect(kinds.filter((kind) => kind === "escalated")).toEqual(["escalated"]);
  });
});
