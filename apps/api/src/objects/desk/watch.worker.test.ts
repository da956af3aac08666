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
import { OPERATORS_DESK } from "../../services/watch/operators.ts";
import { exampleEndpoint, exampleSnapshot } from "./testing/example-snapshot.ts";
import { ENDPOINTS, event, input } from "./testing/inputs.ts";

beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  await runBatch(env.DB, fleetStatements([pbxDefinition("pbx-1")], new Date().toISOString()));
});

let number = 860;
let desk: ReturnType<typeof env.DESK.getByName>;

async function open(organization: number) {
  const opened = env.DESK.getByName(`desk:${organization}:0`);
  const endpoint = exampleEndpoint(organization, 1, { id: "end_1", uuid: ENDPOINTS.first, paused: false });
  const phone = {
    id: "pho_1",
    member_id: "mem_1",
    number: `+3319900${organization}0`,
    label: "Ada's phone",
    language: "en",
    enabled: true,
    primary: true,
    verified: true,
  };
  await opened.replaceSnapshot({ ...exampleSnapshot(organization, [endpoint]), phones: [phone] });
  return opened;
}
/** No PBX is connected: the attempt waits at its line, and its Desk was told so. */
async function fire(at = desk): Promise<string> {
  const answer = await at.receive(input({ events: [event({})] }));
  const id = (answer.ok && answer.alerts[0]?.id) || "";
  await expect.poll(() => kinds(id, at)).toContain("attempt_held");
  return id;
}
const kinds = async (id: string, at = desk) => ((await at.alert(id))?.timeline ?? []).map(({ kind }) => kind);
const spoil = (sql: string, ...values: string[]) =>
  runInDurableObject(desk, (_desk, { storage }) => void storage.sql.exec(sql, ...values));
const findings = async (at = desk) =>
  (await at.watchReport()).findings.map(({ alert_id, problem, repaired }) => [alert_id, problem, repaired]);
/** What rang the operators for this organization. */
const rung = async (organization = number) => {
  const alerts = await env.DESK.getByName(OPERATORS_DESK).liveAlerts();
  const own = alerts.filter(({ dedup_key }) => dedup_key === `watch:desk:${organization}:0`);
  const timelines = await Promise.all(own.map(({ id }) => kinds(id, env.DESK.getByName(OPERATORS_DESK))));
  return { titles: own.map(({ title }) => title), kinds: timelines.flat() };
};

beforeEach(async () => {
  number += 1;
  desk = await open(number);
});

const LOSE_PLAN = `UPDATE alerts SET wake_at = NULL, body = json_set(body, '$.run.nextStepAt', NULL,
  '$.run.attempts', json('[]'), '$.run.targets', json('[]')) WHERE id = ?`;

describe("the watcher of a Desk", () => {
  it("finds nothing while everything adds up, and rings nobody", async () => {
    await fire();
    expect(await desk.watchAlerts([])).toEqual([]);
    expect([await findings(), await rung()]).toEqual([[], { titles: [], kinds: [] }]);
  });

  it("the page whose plan was lost: found, its plan begun afresh, an operator rung; another organization is left alone", async () => {
    const id = await fire();
    const other = await open(number + 100);
    const theirs = await fire(other);
    const before = await kinds(theirs, other);
    await spoil(LOSE_PLAN, id);
    await desk.watchAlerts([]);
    const said = await kinds(id);
    expect(said.slice(said.indexOf("revived"))).toEqual([
      "revived",
      "plan_started",
      "step_started",
      "attempt_started",
    ]);
    expect(await findings()).toEqual([[id, "no_plan", true]]);
    expect((await rung()).titles).toEqual(["The watcher found an alert without a plan and repaired it"]);
    expect((await rung()).kinds).toContain("attempt_started");
    await other.watchAlerts([]);
    expect([await findings(other), await kinds(theirs, other)]).toEqual([[], before]);
    expect(await rung(number + 100)).toEqual({ titles: [], kinds: [] });
    await desk.watchAlerts([]);
    expect(await findings()).toHaveLength(1);
  });

  it("the page whose Desk had no timer any more after a restart", async () => {
    const id = await fire();
    await spoil("DELETE FROM timers");
    await runInDurableObject(desk, (_desk, { storage }) => storage.deleteAlarm());
    await evictDurableObject(desk);
    await desk.watchAlerts([]);
    // The object that was evicted may have found it, too, before it went.
    expect(new Set((await findings()).map(String))).toEqual(new Set([",no_timer,true"]));
    const alarm = await runInDurableObject(desk, (_desk, { storage }) => storage.getAlarm());
    expect(alarm).not.toBeNull();
    expect((await rung()).titles).toHaveLength(1);
    expect(await kinds(id)).toContain("attempt_started");
  });

  it("the operator who was rung for a new customer: settings were saved, and no alert ever came", async () => {
    // The timer of a change fires, and its row goes with the next write, which never comes.
    await expect
      .poll(() => runInDurableObject(desk, (_desk, { storage }) => storage.getAlarm()), { timeout: 10_000 })
      .toBeNull();
    await spoil("INSERT OR IGNORE INTO timers (key, due_at) VALUES ('alerts', 1)");
    await evictDurableObject(desk);
    await desk.watchAlerts([]);
    expect([await findings(), await rung()]).toEqual([[], { titles: [], kinds: [] }]);
  });

  it("by itself looks at its alerts some seconds after a restart", async () => {
    const id = await fire();
    await spoil(LOSE_PLAN, id);
    await evictDurableObject(desk);
    await desk.liveAlerts();
    await expect.poll(() => kinds(id), { timeout: 15_000, interval: 500 }).toContain("revived");
  });

  it("the page whose row said that it sleeps", async () => {
    const id = await fire();
    await spoil("UPDATE alerts SET wake_at = NULL WHERE id = ?", id);
    await desk.watchAlerts([]);
    expect(await findings()).toEqual([[id, "no_wake_up", true]]);
    const row = await runInDurableObject(desk, (_desk, { storage }) =>
      storage.sql.exec<{ wake_at: number | null }>("SELECT wake_at FROM alerts WHERE id = ?", id).one(),
    );
    expect(row.wake_at).not.toBeNull();
  });

  it("tells D1 again of an alert that is closed here and open there", { timeout: 60_000 }, async () => {
    const id = await fire();
    await desk.receive(input({ events: [event({ state: "resolved" })] }));
    const inD1 = () =>
      env.DB.prepare("SELECT state FROM alerts WHERE id = ?").bind(id).first<string>("state");
    await expect.poll(inD1, { timeout: 25_000, interval: 500 }).toBe("resolved");
    await env.DB.prepare("UPDATE alerts SET state = 'triggered', version = 0 WHERE id = ?").bind(id).run();
    await spoil(
      "UPDATE alerts SET body = json_set(body, '$.closedAt', json_extract(body, '$.closedAt') - 600000)",
    );
    await evictDurableObject(desk);
    expect(await desk.watchAlerts([id])).toEqual([]);
    // After a crash the outbox is patient: its alarm comes within a minute.
    await runDurableObjectAlarm(desk);
    await expect.poll(inD1, { timeout: 25_000, interval: 500 }).toBe("resolved");
    expect(await findings()).toEqual([]);
  });

  it("says which alerts of D1 it does not know, and has an operator rung once", async () => {
    expect(await desk.watchAlerts(["alr_gone"])).toEqual(["alr_gone"]);
    await desk.noteUnknown(["alr_gone"]);
    await desk.noteUnknown(["alr_gone"]);
    expect(await findings()).toEqual([["alr_gone", "unknown_here", false]]);
    expect((await rung()).titles).toEqual(["The watcher found an alert that it cannot repair"]);
  });
});
