import {
  applyD1Migrations,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fleetStatements } from "../../db/fleet.ts";
import { runBatch } from "../../db/statement.ts";
import { pbxDefinition } from "../../services/fleet/testing/pbx-definition.ts";
import type { DrillRecord, Snapshot, SnapshotPhone } from "../desk-protocol.ts";
import type { CallFact } from "../protocol.ts";
import { tickDrills } from "./drills.ts";
import type { DeskParts } from "./parts.ts";
import { exampleEndpoint, exampleSnapshot } from "./testing/example-snapshot.ts";
import { ENDPOINTS, event, input } from "./testing/inputs.ts";

const MINUTE_MS = 60_000;
const LEG = { leg_id: "leg_1", pbx_id: "pbx-1", trunk_id: "carrier" };

/** A PBX that is never connected: calls wait at their line, and what they do is what a test says. */
beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  await runBatch(env.DB, fleetStatements([pbxDefinition("pbx-1")], new Date().toISOString()));
});

let number = 920;
let desk: ReturnType<typeof env.DESK.getByName>;
let configVersion = 1;
beforeEach(() => {
  number += 1;
  desk = env.DESK.getByName(`desk:${number}:0`);
});

/** Ada with two phones, drilled every week at any hour of any day. */
function snapshot(setting: object | null = {}, phone: Partial<SnapshotPhone> = {}): Snapshot {
  configVersion += 1;
  const common = { member_id: "mem_1", label: "Ada's phone", language: "en", enabled: true, verified: true };
  const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  return {
    ...exampleSnapshot(number, [exampleEndpoint(number, 1, { uuid: ENDPOINTS.first, paused: false })]),
    config_version: configVersion,
    phones: [
      { id: "pho_1", number: `+3319900${number}0`, primary: true, ...common, ...phone },
      { id: "pho_2", number: `+3319900${number}1`, primary: false, ...common },
    ],
    drills:
      setting === null
        ? []
        : [
            {
              member_id: "mem_1",
              setting: { every_weeks: 1, hours: { days, from: "00:00", to: "24:00" }, ...setting },
            },
          ],
  };
}

/** As if the planned moment had come while the Desk's process was dead: its rows and its alarm are all that is left. */
async function comes(minutesAgo = 0): Promise<number> {
  const at = Date.now() - minutesAgo * MINUTE_MS;
  await runInDurableObject(desk, (_desk, { storage }) => {
    storage.sql.exec("UPDATE drill_plans SET planned_at = ? WHERE phone_id = 'pho_1'", at);
    storage.sql.exec(
      "UPDATE drills SET wake_at = ?1, body = json_set(body, '$.drill.wakeAt', ?1) WHERE wake_at IS NOT NULL",
      at,
    );
    storage.sql.exec("INSERT OR REPLACE INTO timers (key, due_at) VALUES ('drills', ?)", at);
    return storage.setAlarm(Date.now() + 3_600_000);
  });
  await evictDurableObject(desk);
  await runDurableObjectAlarm(desk);
  return at;
}

/** The drills of this Desk, oldest first. */
async function drills(): Promise<DrillRecord[]> {
  const ids = await runInDurableObject(desk, (_desk, { storage }) =>
    storage.sql
      .exec<{ id: string }>("SELECT id FROM drills ORDER BY id")
      .toArray()
      .map(({ id }) => id),
  );
  const found = await Promise.all(ids.map((id) => desk.drill(id)));
  return found.flatMap((drill) => (drill === null ? [] : [drill]));
}
const only = async (): Promise<DrillRecord> => {
  const [drill, ...more] = await drills();
  if (drill === undefined || more.length > 0) throw new Error(`${more.length + 1} drills or none`);
  return drill;
};
const ahead = async (phoneId = "pho_1"): Promise<number | null | undefined> =>
  (await desk.drillsAhead()).find(({ phone_id }) => phone_id === phoneId)?.planned_at;

let seq = 0;
const say = (drill: DrillRecord, fact: CallFact, callId = "cal_1") => {
  seq += 1;
  return desk.callReports([{ call_id: callId, attempt_ids: [`${drill.id}-1`], seq, at: Date.now(), fact }]);
};
const ends = (outcome: "acknowledged" | "no_answer" | "cancelled" | "opted_out"): CallFact => ({
  kind: "ended",
  outcome,
  sip_code: null,
  cause: null,
  duration_ms: 0,
});

describe("planned drills", () => {
  it("are planned for the primary phone or all of them, keep their moment, and end with the setting", async () => {
    await desk.replaceSnapshot(snapshot());
    const first = await ahead();
    expect(first).toBeGreaterThan(Date.now());
    expect(await ahead("pho_2")).toBeUndefined();
    await desk.replaceSnapshot(snapshot());
    expect(await ahead()).toBe(first);
    await desk.replaceSnapshot(snapshot({ phones: "all" }));
    expect(await ahead("pho_2")).toBeGreaterThan(Date.now());
    await desk.replaceSnapshot(snapshot(null));
    expect(await desk.drillsAhead()).toEqual([]);
    await desk.replaceSnapshot(snapshot({}, { verified: false }));
    expect(await desk.drillsAhead()).toEqual([]);
  });

  it("ring at their moment: the drill, its call and the moment after it are one commit", async () => {
    await desk.replaceSnapshot(snapshot());
    const at = await comes();
    const drill = await only();
    expect(drill).toMatchObject({ phone_id: "pho_1", origin: "schedule", state: "calling", result: null });
    expect(drill.timeline.map(({ kind }) => kind)).toContain("attempt_started");
    expect((await ahead()) ?? 0).toBeGreaterThan(at + 6 * 86_400_000);
    expect(await desk.liveAlerts()).toEqual([]);
  });

  it("the drill that rang twice: its Desk had died after the commit, and its plan was read again", async () => {
    await desk.replaceSnapshot(snapshot());
    const at = await comes();
    await runInDurableObject(desk, (_desk, { storage }) => {
      storage.sql.exec("UPDATE drill_plans SET planned_at = ?", at);
      storage.sql.exec("INSERT OR REPLACE INTO timers (key, due_at) VALUES ('drills', ?)", at);
      return storage.setAlarm(Date.now() + 3_600_000);
    });
    await evictDurableObject(desk);
    await runDurableObjectAlarm(desk);
    expect((await only()).timeline.filter(({ kind }) => kind === "attempt_started")).toHaveLength(1);
    expect((await ahead()) ?? 0).toBeGreaterThan(at);
  });

  it("the drill that nobody ever heard of: its Desk died in the commit, and rings when it is back", async () => {
    await desk.replaceSnapshot(snapshot());
    const planned = await ahead();
    await runInDurableObject(desk, (instance, { storage }) => {
      const { parts } = instance as unknown as { parts: DeskParts };
      const add = parts.outbox.add.bind(parts.outbox);
      parts.outbox.add = () => {
        throw new Error("the runtime was killed");
      };
      storage.sql.exec("UPDATE drill_plans SET planned_at = ?", Date.now());
      expect(() => tickDrills(parts)).toThrow("killed");
      expect(storage.sql.exec("SELECT 1 FROM drills").toArray()).toEqual([]);
      expect(storage.sql.exec("SELECT 1 FROM deliveries").toArray()).toEqual([]);
      storage.sql.exec("UPDATE drill_plans SET planned_at = ?", planned);
      parts.outbox.add = add;
    });
    await comes();
    expect(await only()).toMatchObject({ state: "calling" });
  });

  it("whose moment passed while CallPing was away say so, and come the next day, not at once", async () => {
    await desk.replaceSnapshot(snapshot());
    const at = await comes(60);
    expect(await only()).toMatchObject({ state: "over", result: "missed", missed_reason: "platform_down" });
    const next = (await ahead()) ?? 0;
    expect(next).toBeGreaterThan(Date.now());
    expect(next).toBeLessThan(at + 2.1 * 86_400_000);
  });

  it("ring nobody in quiet hours, and nobody whom an alert rings", async () => {
    const clock = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16);
    await desk.replaceSnapshot(
      snapshot({}, { quiet_hours: { windows: [{ from: clock(-2), to: clock(2) }] } }),
    );
    await comes();
    expect(await only()).toMatchObject({ result: "missed", missed_reason: "quiet_hours" });
    number += 1;
    desk = env.DESK.getByName(`desk:${number}:0`);
    await desk.replaceSnapshot(snapshot());
    await desk.receive(input({ events: [event({})] }));
    await comes();
    expect((await drills()).flatMap(({ timeline }) => timeline)).toEqual([]);
    expect(await desk.requestDrill({ phone_id: "pho_2" })).toEqual({
      ok: false,
      reason: "hindered",
      by: "alert_ringing",
    });
  });
});

describe("a drill's call", () => {
  const begin = async (): Promise<DrillRecord> => {
    await desk.replaceSnapshot(snapshot());
    const asked = await desk.requestDrill({ phone_id: "pho_1" });
    if (!asked.ok) throw new Error(asked.reason);
    return asked.drill;
  };

  it("is recorded as a drill; key 1 proves the phone, is told the same when it comes again, and makes no alert", async () => {
    const drill = await begin();
    await say(drill, { kind: "placed", ...LEG });
    await say(drill, { kind: "answered", ring_ms: 900, ...LEG });
    const key = { kind: "key", digit: "1", meaning: "acknowledge" } as const;
    const { verdict } = await say(drill, key);
    expect(verdict).toEqual({ recorded: true, meaning: "acknowledge", already_by: null });
    const again = [{ call_id: "cal_1", attempt_ids: [`${drill.id}-1`], seq, at: Date.now(), fact: key }];
    expect((await desk.callReports(again)).verdict).toEqual(verdict);
    await say(drill, ends("acknowledged"));
    expect(await desk.drill(drill.id)).toMatchObject({
      state: "over",
      result: "proven",
      call_ids: ["cal_1"],
    });
    const rows = await desk.pullOutbox(await outboxIds());
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(["call", "drill"]));
    expect(rows.find((one) => one.kind === "call" && one.row.id === "cal_1")?.row).toMatchObject({
      drill_id: drill.id,
      request_id: "",
      alert_ids: [],
      status: "acknowledged",
      phone_id: "pho_1",
    });
  });

  it("answered with 9 and 9 is an objection: nobody of this organization rings the number again", async () => {
    const drill = await begin();
    await say(drill, { kind: "key", digit: "9", meaning: "opt_out" });
    await say(drill, ends("opted_out"));
    expect(await desk.drill(drill.id)).toMatchObject({ result: "not_proven", outcome: "opted_out" });
    expect(await desk.requestDrill({ phone_id: "pho_1" })).toMatchObject({ by: "phone_unusable" });
  });

  it("asked for again while it is under way is the same; after it one phone's limit holds, and says until when", async () => {
    const drill = await begin();
    expect(await desk.requestDrill({ phone_id: "pho_1" })).toMatchObject({
      ok: true,
      drill: { id: drill.id },
    });
    await say(drill, ends("opted_out"));
    await runInDurableObject(desk, (_desk, { storage }) => storage.sql.exec("DELETE FROM objections"));
    const refused = await desk.requestDrill({ phone_id: "pho_1" });
    expect(refused).toMatchObject({
      ok: false,
      reason: "rate_limited",
      limit: expect.stringContaining("phone"),
    });
    expect(await desk.requestDrill({ phone_id: "pho_2" })).toMatchObject({ ok: true });
    expect(await desk.requestDrill({ phone_id: "pho_9" })).toEqual({ ok: false, reason: "unknown_phone" });
  });

  it("that nobody answers waits for its redial, over the death of its Desk", async () => {
    const drill = await begin();
    await say(drill, { kind: "placed", ...LEG });
    await say(drill, ends("no_answer"));
    expect(await desk.drill(drill.id)).toMatchObject({ state: "waiting", result: null });
    await comes();
    const again = await desk.drill(drill.id);
    expect(again?.timeline.filter(({ kind }) => kind === "attempt_started")).toHaveLength(2);
    expect(again?.state).toBe("calling");
  });

  it("on another phone of somebody whom an alert rings is taken back", async () => {
    await desk.replaceSnapshot(snapshot());
    const asked = await desk.requestDrill({ phone_id: "pho_2" });
    const id = asked.ok ? asked.drill.id : "";
    const within = { timeout: 10_000 };
    // Its line has it.
    const kinds = async () => (await desk.drill(id))?.timeline.map(({ kind }) => kind);
    await expect.poll(kinds, within).toContain("attempt_held");
    await desk.receive(input({ events: [event({})] }));
    await expect.poll(async () => (await desk.drill(id))?.result, within).toBe("missed");
  });

  it("is not known to another organization's Desk", async () => {
    const drill = await begin();
    number += 1;
    desk = env.DESK.getByName(`desk:${number}:0`);
    await desk.replaceSnapshot(snapshot());
    expect(await desk.drill(drill.id)).toBeNull();
    await say(drill, { kind: "key", digit: "1", meaning: "acknowledge" });
    expect(await drills()).toEqual([]);
  });

  const outboxIds = () =>
    runInDurableObject(desk, (_desk, { storage }) =>
      storage.sql
        .exec<{ id: number }>("SELECT id FROM outbox")
        .toArray()
        .map(({ id }) => id),
    );
});
