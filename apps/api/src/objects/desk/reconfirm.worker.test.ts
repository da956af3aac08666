import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { Snapshot } from "../desk-protocol.ts";
import type { CallReport } from "../protocol.ts";
import { exampleEndpoint, exampleSnapshot } from "./testing/example-snapshot.ts";
import { ENDPOINTS, event, input } from "./testing/inputs.ts";

const NUMBER = 880;
const desk = env.DESK.getByName(`desk:${NUMBER}:0`);

/** The Fleet asks D1 for PBXs: there are none. */
beforeAll(() =>
  env.DB.batch(
    ["pbx_servers (id)", "sip_trunks (pbx_id, id, priority)"].map((table) =>
      env.DB.prepare(`CREATE TABLE IF NOT EXISTS ${table}`),
    ),
  ),
);

function snapshot(): Snapshot {
  const example = exampleSnapshot(NUMBER, [
    exampleEndpoint(NUMBER, 1, { uuid: ENDPOINTS.first, paused: false }),
  ]);
  const phone = {
    id: "pho_1",
    member_id: "mem_1",
    number: "+33199008800",
    label: "Ada's phone",
    language: "en",
    enabled: true,
    primary: true,
    verified: true,
  };
  const [scenario] = example.scenarios;
  if (scenario === undefined) throw new Error("the example has no scenario");
  return { ...example, phones: [phone], scenarios: [{ ...scenario, plan: { reconfirmAfterSeconds: 300 } }] };
}

const timeline = async (id: string) => (await desk.alert(id))?.timeline ?? [];
const attempts = async (id: string) =>
  (await timeline(id)).flatMap((entry) => (entry.kind === "attempt_started" ? [entry.data.attempt_id] : []));

/** Key 1 on a call of an attempt. */
function key(attemptId: string, callId: string): CallReport {
  const fact = { kind: "key", digit: "1", meaning: "acknowledge" } as const;
  return { call_id: callId, attempt_ids: [attemptId], seq: 1, at: Date.now(), fact };
}
const ended = (attemptId: string, callId: string): CallReport => ({
  call_id: callId,
  attempt_ids: [attemptId],
  seq: 2,
  at: Date.now(),
  fact: { kind: "ended", outcome: "acknowledged", sip_code: 200, cause: 16, duration_ms: 9000 },
});

/** As if the Desk had died and come back when the question is due: its rows and its alarm are all that is left. */
async function untilAsked(id: string): Promise<void> {
  await runInDurableObject(desk, (_desk, { storage }) => {
    storage.sql.exec(
      "UPDATE alerts SET body = json_set(body, '$.run.reconfirm.dueAt', ?1), wake_at = ?1 WHERE id = ?2",
      Date.now(),
      id,
    );
    storage.sql.exec("UPDATE timers SET due_at = 0 WHERE key = 'alerts'");
  });
  await desk.replaceSnapshot({ ...snapshot(), config_version: 2, maintenance: [] });
  await runDurableObjectAlarm(desk);
}

describe("still on it?", () => {
  it("rings whoever acknowledged; the key is news, and nobody is told that somebody was first", async () => {
    await desk.replaceSnapshot(snapshot());
    const answer = await desk.receive(input({ events: [event({})] }));
    const id = (answer.ok && answer.alerts[0]?.id) || "";
    const [first = ""] = await attempts(id);
    const taken = await desk.callReports([key(first, "cal_1"), ended(first, "cal_1")]);
    expect(taken.verdict).toMatchObject({ recorded: true, already_by: null });
    await runInDurableObject(desk, (instance) => {
      // What a death would forget: the alert as it is known in memory.
      const { parts } = instance as unknown as { parts: { alerts: { forget(): void } } };
      parts.alerts.forget();
    });
    await untilAsked(id);
    expect((await timeline(id)).map(({ kind }) => kind)).toContain("reconfirm_asked");
    const [, question = ""] = await attempts(id);
    const again = await desk.callReports([key(question, "cal_2")]);
    expect(again.verdict).toMatchObject({ recorded: true, already_by: null });
    expect((await timeline(id)).at(-1)).toMatchObject({ kind: "reconfirmed", data: { by: "Ada" } });
    const late = await desk.callReports([key(first, "cal_3")]);
    expect(late.verdict).toMatchObject({ already_by: "Ada" });
  });
});
