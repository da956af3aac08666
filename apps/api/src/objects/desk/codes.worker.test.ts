import {
  applyD1Migrations,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { beginCode } from "@callping/domain/code-calls/step";
import { fleetStatements } from "../../db/fleet.ts";
import { runBatch } from "../../db/statement.ts";
import { pbxDefinition } from "../../services/fleet/testing/pbx-definition.ts";
import { lineOf, numberDigest } from "../../services/suppression/number-digest.ts";
import type { CodeCallRequest } from "../code-protocol.ts";
import type { Snapshot } from "../desk-protocol.ts";
import type { CallFact } from "../protocol.ts";
import { exampleEndpoint, exampleSnapshot } from "./testing/example-snapshot.ts";
import { ENDPOINTS, event, input } from "./testing/inputs.ts";

/** A PBX that is never connected: calls wait at their line, and what they do is what a test says. */
beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  await runBatch(env.DB, fleetStatements([pbxDefinition("pbx-1")], new Date().toISOString()));
});

let number = 880;
let desk: ReturnType<typeof env.DESK.getByName>;
let configVersion = 1;
let request: CodeCallRequest;
beforeEach(async () => {
  number += 1;
  desk = env.DESK.getByName(`desk:${number}:0`);
  request = {
    id: `cod_${number}`,
    purpose: "agree",
    number: `+3319900${number}0`,
    language: "en",
    phone_id: "pho_1",
    owner_id: "con_1",
    label: "Mobile",
  };
  await desk.replaceSnapshot(snapshot());
});

/** Ada's phone, which nobody has verified. */
function snapshot(phones: Partial<Snapshot["phones"][number]>[] = [{}]): Snapshot {
  configVersion += 1;
  const phone = {
    id: "pho_1",
    member_id: "mem_1",
    number: `+3319900${number}0`,
    label: "Mobile",
    language: "en",
    enabled: true,
    primary: true,
    verified: false,
  };
  return {
    ...exampleSnapshot(number, [exampleEndpoint(number, 1, { uuid: ENDPOINTS.first, paused: false })]),
    config_version: configVersion,
    phones: phones.map((over) => ({ ...phone, ...over })),
  };
}

const attempt = (): string => `${request.id}-1`;
const waits = async (): Promise<string | object> =>
  lineOf(env, numberDigest(env, request.number)).attemptStatus(attempt());
const delivered = () => expect.poll(waits, { timeout: 5_000 }).not.toBe("unknown");
let seq = 0;
const say = (fact: CallFact) => {
  seq += 1;
  return desk.callReports([{ call_id: "cal_1", attempt_ids: [attempt()], seq, at: Date.now(), fact }]);
};
const key = (digit: string, meaning: "acknowledge" | "refuse" | "opt_out"): CallFact => ({
  kind: "key",
  digit,
  meaning,
});
/** As if the Desk's process had died: its rows and its alarm are all that is left. */
async function dies(change: (sql: SqlStorage) => void = () => undefined): Promise<void> {
  await runInDurableObject(desk, (_desk, { storage }) => {
    change(storage.sql);
    return storage.setAlarm(Date.now() + 3_600_000);
  });
  await evictDurableObject(desk);
  await runDurableObjectAlarm(desk);
}

describe("a code call at its Desk", () => {
  it("goes to the line of its number, though nobody has verified it; an alert does not", async () => {
    expect(await desk.requestCodeCall(request)).toEqual({ ok: true });
    await delivered();
    const received = await desk.receive(input({ events: [event({ severity: "critical" })] }));
    if (!received.ok) throw new Error(received.reason);
    const alertId = received.alerts[0]?.id ?? "";
    const { timeline } = (await desk.alert(alertId)) ?? { timeline: [] };
    expect(timeline.map(({ kind }) => kind)).toContain("step_skipped");
    expect(timeline.map(({ kind }) => kind)).not.toContain("attempt_started");
  });

  it("the page that rang an unproven telephone: a number that is unverified when its call comes is not dialled", async () => {
    await desk.replaceSnapshot(snapshot([{ verified: true }]));
    const received = await desk.receive(input({ events: [event({ severity: "critical" })] }));
    if (!received.ok) throw new Error(received.reason);
    const alertId = received.alerts[0]?.id ?? "";
    const entries = async () => (await desk.alert(alertId))?.timeline ?? [];
    const started = (await entries()).find((entry) => entry.kind === "attempt_started");
    const attemptId = started?.kind === "attempt_started" ? started.data.attempt_id : "";
    const line = lineOf(env, numberDigest(env, request.number));
    await expect.poll(() => line.attemptStatus(attemptId), { timeout: 5_000 }).not.toBe("unknown");
    // The order is delivered again when the number has become another, which nobody has proven.
    const other = `+3319900${number}9`;
    await desk.replaceSnapshot(snapshot([{ number: other, verified: false }]));
    await dies((sql) => {
      sql.exec(
        "INSERT INTO deliveries (kind, attempt_id, phone_id, alert_id, due_at) VALUES ('dial', ?, 'pho_1', ?, 0)",
        attemptId,
        alertId,
      );
      sql.exec("INSERT OR REPLACE INTO timers (key, due_at) VALUES ('deliveries', ?)", Date.now());
    });
    await expect
      .poll(async () => JSON.stringify(await entries()), { timeout: 5_000 })
      .toContain("no_permitted_route");
    expect(await lineOf(env, numberDigest(env, other)).attemptStatus(attemptId)).toBe("unknown");
  });

  it("is one call, however often it is ordered, and survives the death of its Desk before the delivery", async () => {
    await desk.requestCodeCall(request);
    await delivered();
    await dies((sql) =>
      sql.exec(
        "INSERT INTO deliveries (kind, attempt_id, phone_id, alert_id, due_at) VALUES ('dial', ?, 'pho_1', ?, 0)",
        attempt(),
        request.id,
      ),
    );
    await desk.requestCodeCall(request);
    const line = lineOf(env, numberDigest(env, request.number));
    const rows = await runInDurableObject(line, (_line, { storage }) =>
      storage.sql.exec("SELECT attempt_id FROM attempts WHERE attempt_id = ?", attempt()).toArray(),
    );
    expect(rows).toHaveLength(1);
    expect(await desk.codeCall(request.id)).toMatchObject({ state: "calling", result: null });
  });

  it("that was ordered by a Desk that died before any line heard of it rings when it is back", async () => {
    await runInDurableObject(desk, (_desk, { storage }) =>
      storage.sql.exec(
        "INSERT INTO code_calls (id, wake_at, closed_at, body) VALUES (?, ?, NULL, ?)",
        request.id,
        Date.now() + 180_000,
        JSON.stringify({
          call: beginCode(
            {
              id: request.id,
              purpose: request.purpose,
              number: request.number,
              language: request.language,
              phoneId: request.phone_id,
              ownerId: request.owner_id,
              label: request.label,
            },
            Date.now(),
          ).call,
          version: 1,
          timeline: [],
        }),
      ),
    );
    await dies((sql) => {
      sql.exec(
        "INSERT INTO deliveries (kind, attempt_id, phone_id, alert_id, due_at) VALUES ('dial', ?, 'pho_1', ?, 0)",
        attempt(),
        request.id,
      );
      sql.exec("INSERT OR REPLACE INTO timers (key, due_at) VALUES ('deliveries', ?)", Date.now());
    });
    await expect.poll(waits, { timeout: 5_000 }).not.toBe("unknown");
  });

  it("that finds no line within three minutes is taken back", async () => {
    await desk.requestCodeCall(request);
    await delivered();
    const past = Date.now() - 1;
    await dies((sql) => {
      sql.exec(
        "UPDATE code_calls SET wake_at = ?1, body = json_set(body, '$.call.wakeAt', ?1, '$.call.callId', null)",
        past,
      );
      sql.exec("INSERT OR REPLACE INTO timers (key, due_at) VALUES ('codes', ?)", past);
    });
    await expect.poll(async () => (await desk.codeCall(request.id))?.state, { timeout: 8_000 }).toBe("over");
    expect(await desk.codeCall(request.id)).toMatchObject({ result: "not_placed" });
  });

  it.each([
    ["1", "acknowledge", "agreed"],
    ["2", "refuse", "refused"],
    ["9", "opt_out", "opted_out"],
  ] as const)("answered by %s is written down before it is confirmed", async (digit, meaning, result) => {
    await desk.requestCodeCall(request);
    const answer = await say(key(digit, meaning));
    expect(answer.verdict).toEqual({ recorded: true, meaning, already_by: null });
    expect(await desk.codeCall(request.id)).toMatchObject({
      result,
      agreed: result === "agreed" ? { wording_version: 1, language: "en" } : null,
    });
    await dies();
    expect(await desk.codeCall(request.id)).toMatchObject({ result });
    // Its line keeps an objection, and the next snapshot says so: not the memory of the Desk that died.
    if (result === "opted_out") await desk.replaceSnapshot(snapshot([{ objected: true }]));
    const again = await desk.requestCodeCall({ ...request, id: `${request.id}b` });
    expect(again).toEqual(result === "opted_out" ? { ok: false, reason: "objected" } : { ok: true });
    // Only its holder's own wish reaches a number that has objected.
    expect(await desk.requestCodeCall({ ...request, id: `${request.id}c`, purpose: "return" })).toEqual({
      ok: true,
    });
  });

  it("the holder who could stop nothing: a number that was let call again is asked at its line, not in a Desk's memory", async () => {
    const stop = (id: string): CodeCallRequest => ({
      ...request,
      id,
      purpose: "stop",
      phone_id: "",
      owner_id: "",
    });
    const line = lineOf(env, numberDigest(env, request.number));
    const order = {
      number: request.number,
      scope: "*",
      how: "page",
      by: null,
      reason: null,
      call_id: null,
    } as const;
    await line.suppress({ ...order, active: true });
    expect(await desk.requestCodeCall(stop(`cod_${number}x`))).toEqual({ ok: true });
    const result = async () => (await desk.codeCall(`cod_${number}x`))?.result;
    await expect.poll(result, { timeout: 5_000 }).toBe("opted_out");
    await line.suppress({ ...order, active: false });
    expect(await desk.requestCodeCall(stop(`cod_${number}y`))).toEqual({ ok: true });
    await expect.poll(() => line.attemptStatus(`cod_${number}y-1`), { timeout: 5_000 }).toBe("live");
  });

  it("the stranger who was rung though an operator had stopped every call: the kill switch takes code calls back, too", async () => {
    await desk.requestCodeCall(request);
    await delivered();
    const stopped = snapshot();
    await desk.replaceSnapshot({
      ...stopped,
      organization: { ...stopped.organization, calls_stopped: true },
    });
    await expect.poll(waits, { timeout: 5_000 }).toEqual({ outcome: "cancelled" });
  });

  it("rings no more when its phone is gone or has another number", async () => {
    await desk.requestCodeCall(request);
    await delivered();
    await desk.replaceSnapshot(snapshot([{ number: `+3319900${number}9` }]));
    await expect.poll(waits, { timeout: 5_000 }).toEqual({ outcome: "cancelled" });
  });
});
