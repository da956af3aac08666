import { ReadinessSchema } from "@callping/contract/api/readiness";
import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEMO } from "../../db/demo.ts";
import { KEYS, openHarness } from "../testing/harness.ts";
import type { Harness } from "../testing/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
  // Numbers of fiction may be called on one machine only.
  harness.env.DEPLOYMENT = "local";
});
afterAll(() => harness.dispose());
beforeEach(async () => {
  harness.desks.watched.clear();
  await run("UPDATE phones SET enabled = 1, quiet_hours = NULL");
});

const run = (sql: string) => harness.db.prepare(sql).run();
const ask = (method: string, path: string, body?: unknown, key: string = KEYS.own): Promise<Response> =>
  harness.api(`/api/v1${path}`, key, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
const readiness = async (key?: string) => {
  const answered = await ask("GET", "/readiness", undefined, key);
  const json: unknown = await answered.json();
  expect([answered.status, json]).toEqual([200, json]);
  return v.parse(ReadinessSchema, json);
};
const codes = async (key?: string) =>
  (await readiness(key)).findings.map(({ code, subject }) => `${code} ${subject.id}`);
const warned = async (answer: Promise<Response>) => {
  const { warnings } = await (
    await answer
  ).json<{ warnings: { path: string; reason: string; message: string }[] }>();
  return warnings.map(({ path, reason }) => `${reason} ${path}`);
};

describe("GET /readiness", () => {
  it("counts what it lists, of the caller's organization alone", async () => {
    const before = await readiness(KEYS.stranger);
    await run(`UPDATE phones SET enabled = 0 WHERE organization_id = '${DEMO.organizationId}'`);
    const { findings, summary, weekly_mail } = await readiness();
    expect(findings.map(({ severity, code, subject }) => [severity, code, subject.id])).toEqual([
      ["nobody_reached", "plan_reaches_nobody", DEMO.scenarioId],
      ["fewer_than_planned", "no_owner_reachable", DEMO.organizationId],
    ]);
    expect(findings[0]?.message).toContain("Ada Example has a primary phone that is switched off");
    expect([summary, weekly_mail]).toEqual([
      { nobody_reached: 1, fewer_than_planned: 1, worth_knowing: 0, watcher: 0 },
      "findings",
    ]);
    const after = await readiness(KEYS.stranger);
    expect(after.findings).toEqual(before.findings);
    expect(JSON.stringify(after)).not.toContain(DEMO.organizationId);
  });

  it("names no number", async () => {
    await run("UPDATE phones SET enabled = 0");
    expect(JSON.stringify(await readiness())).not.toMatch(/\+33/);
  });

  it("knows of its own Desk who objected, and what the watcher found", async () => {
    const found = {
      alert_id: "alr_1",
      problem: "no_plan",
      found_at: "2026-11-23T10:00:00.000Z",
      repaired: true,
    } as const;
    harness.desks.watched.set("desk:1:0", { objections: ["+33199000101"], findings: [found] });
    const { findings, watcher, summary } = await readiness();
    expect(findings.find(({ code }) => code === "no_owner_reachable")?.message).toContain(
      "asked not to be called",
    );
    expect([watcher, summary.watcher]).toEqual([[found], 1]);
    expect(await readiness(KEYS.stranger)).toMatchObject({ watcher: [], summary: { watcher: 0 } });
  });

  it.each(["GET /readiness", "PUT /readiness/weekly-mail"])("%s needs its scope", async (route) => {
    const [method = "", path = ""] = route.split(" ");
    const refused = await ask(method, path, method === "PUT" ? {} : undefined, KEYS.callsOnly);
    expect([refused.status, (await refused.json<{ code: string }>()).code]).toEqual([403, "missing_scope"]);
  });
});

describe("PUT /readiness/weekly-mail", () => {
  it("sets it for the caller's organization, in the audit log once", async () => {
    for (let twice = 0; twice < 2; twice += 1)
      expect((await ask("PUT", "/readiness/weekly-mail", { weekly_mail: "always" })).status).toBe(200);
    expect([(await readiness()).weekly_mail, (await readiness(KEYS.stranger)).weekly_mail]).toEqual([
      "always",
      "findings",
    ]);
    const { results } = await harness.db
      .prepare("SELECT subject FROM audit_log WHERE action = 'readiness.weekly_mail_set'")
      .all();
    expect(results).toEqual([{ subject: DEMO.organizationId }]);
  });

  it.each([{ weekly_mail: "daily" }, {}, { weekly_mail: "always", at: "10:00" }])(
    "refuses %j",
    async (body) => {
      expect((await ask("PUT", "/readiness/weekly-mail", body)).status).toBe(400);
    },
  );
});

describe("a save that leaves somebody unreached says so", () => {
  const layer = (ids: string[]) => ({
    name: "Base",
    entries: [ids],
    rotation: { unit: "daily" },
    hand_over_time: "09:00",
    starts_on: "2026-06-01",
  });

  it("a schedule with somebody on call who has no phone", async () => {
    await run(`UPDATE phones SET enabled = 0 WHERE member_id = '${DEMO.secondMemberId}'`);
    const body = { name: "Primary", time_zone: "UTC", layers: [layer([DEMO.ownerMemberId])] };
    const made = await ask("POST", "/schedules", body);
    const { schedule, warnings } = await made.json<{
      schedule: { id: string; version: number };
      warnings: unknown[];
    }>();
    expect(warnings).toEqual([]);
    const rule = {
      name: "On call",
      when: { all: [] },
      action: { type: "call_on_schedule", scheduleId: schedule.id },
    };
    const scenario = {
      name: "S",
      project_id: DEMO.projectId,
      primary_member_id: DEMO.ownerMemberId,
      rules: [rule],
    };
    const saved = await (await ask("POST", "/scenarios", scenario)).json<{ scenario: { id: string } }>();
    const grace = [layer([DEMO.secondMemberId])];
    const change = { version: schedule.version, layers: grace };
    expect(await warned(ask("PATCH", `/schedules/${schedule.id}`, change))).toContain(
      `on_call_without_phone member ${DEMO.secondMemberId}`,
    );
    // The other organization's own saves hear nothing of it.
    const theirs = { name: "Theirs", time_zone: "UTC", layers: [layer(["mem_L2-0"])] };
    expect(await warned(ask("POST", "/schedules", theirs, KEYS.stranger))).toEqual([]);
    const start = new Date(Date.now() + 3_600_000).toISOString();
    const end = new Date(Date.now() + 7_200_000).toISOString();
    const override = { type: "replace", start, end, members: [DEMO.ownerMemberId] };
    expect(await warned(ask("POST", `/schedules/${schedule.id}/overrides`, override))).toEqual([]);
    expect((await ask("DELETE", `/scenarios/${saved.scenario.id}`)).status).toBe(200);
    expect((await ask("DELETE", `/schedules/${schedule.id}`)).status).toBe(200);
  });

  it("maintenance that silences an endpoint for weeks", async () => {
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    const mute = (days: number) => ({ name: "Move", endpoint_id: DEMO.endpointId, ends_at: inDays(days) });
    expect(await warned(ask("POST", "/maintenance", mute(1)))).toEqual([]);
    const long = await ask("POST", "/maintenance", mute(13));
    const { maintenance, warnings } = await long.json<{ maintenance: { id: string }; warnings: object[] }>();
    expect(warnings).toMatchObject([
      { reason: "endpoint_in_long_maintenance", path: `endpoint ${DEMO.endpointId}` },
    ]);
    expect(await warned(ask("PATCH", `/maintenance/${maintenance.id}`, { name: "Still" }))).toEqual([]);
    await run("DELETE FROM maintenance");
  });

  it("quiet hours that leave a step without a phone", async () => {
    const phone = await harness.db
      .prepare("SELECT id FROM phones WHERE member_id = ? AND is_primary = 1")
      .bind(DEMO.secondMemberId)
      .first<string>("id");
    const hours = { windows: [{ from: "22:00", to: "07:00" }] };
    expect(await warned(ask("PUT", `/numbers/${phone}/quiet-hours`, hours))).toEqual([
      `quiet_hours_leave_step scenario ${DEMO.scenarioId}`,
    ]);
  });

  it("an endpoint with a scenario that reaches nobody", async () => {
    await run(`UPDATE phones SET enabled = 0 WHERE organization_id = '${DEMO.organizationId}'`);
    const scenario = { name: "Idle", project_id: DEMO.projectId, primary_member_id: DEMO.ownerMemberId };
    const saved = await (await ask("POST", "/scenarios", scenario)).json<{ scenario: { id: string } }>();
    const body = { name: "New", scenario_id: saved.scenario.id };
    expect(await warned(ask("POST", "/endpoints", body))).toEqual([
      `plan_reaches_nobody scenario ${saved.scenario.id}`,
    ]);
    expect(await codes()).toContain(`plan_reaches_nobody ${saved.scenario.id}`);
  });
});
