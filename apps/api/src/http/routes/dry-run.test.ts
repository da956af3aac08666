import { type DryRunEvent, DryRunSchema } from "@callping/contract/api/dry-run";
import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEMO } from "../../db/demo.ts";
import { fleetStatements } from "../../db/fleet.ts";
import { insertRows, runBatch } from "../../db/statement.ts";
import { pbxDefinition } from "../../services/fleet/testing/pbx-definition.ts";
import { API, KEYS, openHarness } from "../testing/harness.ts";
import type { Harness } from "../testing/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
  // Numbers of the demo are reserved for fiction: only a local installation, with the local carrier, rings them.
  Object.assign(harness.env, { DEPLOYMENT: "local" });
  await runBatch(harness.db, fleetStatements([pbx1], AT));
});
afterAll(() => harness.dispose());
beforeEach(() => {
  harness.desks.reset();
  harness.desks.standing = { objections: [], open: [], counts: [] };
});

const AT = "2026-11-22T03:00:00.000Z";
const payload = { severity: "critical", title: "Database primary is down", env: "production", host: "db-1" };
const ask = (body: object, key?: string): Promise<Response> =>
  harness.api("/api/v1/dry-run", key, { method: "POST", body: JSON.stringify(body) });

async function play(more: object, key?: string): Promise<DryRunEvent> {
  const answered = await ask({ payload, at: AT, ...more }, key);
  const json: unknown = await answered.json();
  expect([answered.status, json]).toEqual([200, json]);
  const [event] = v.parse(DryRunSchema, json).events;
  if (event === undefined) throw new Error("no event was played");
  return event;
}
const demo = { endpoint: DEMO.endpointId };
const pbx1 = pbxDefinition("pbx-1");
const onlyFrance = { ...pbx1, trunks: pbx1.trunks.map((trunk) => ({ ...trunk, routeCountries: ["FR"] })) };
const ring = ({ calls }: DryRunEvent): string[] =>
  calls.map((call) => `${call.after_seconds} ${call.member} ${call.pass}.${call.step} #${call.n}`);

/** A scenario of the demo organization. */
async function scenarioOf(rules: object[]): Promise<{ scenario: string }> {
  const body = { name: "Dry", project_id: DEMO.projectId, primary_member_id: DEMO.ownerMemberId, rules };
  const made = await harness.api("/api/v1/scenarios", KEYS.own, {
    method: "POST",
    body: JSON.stringify(body),
  });
  const { scenario } = await made.json<{ scenario: { id: string } }>();
  return { scenario: scenario.id };
}

describe("a dry run", () => {
  it("tells every call of the default plan, when, of whom, and its words", async () => {
    const event = await play(demo);
    expect(event).toMatchObject({
      outcome: "rings",
      explanation: "Ada Example is rung first; 8 calls to 2 phones when nobody answers.",
      alert: { title: "Database primary is down", severity: "critical" },
      rule: {
        rule_id: null,
        name: "default",
        scenario_id: DEMO.scenarioId,
        scenario_version: 1,
        passed_over: [],
      },
      action: { type: "call_primary" },
      ends: { state: "exhausted", reason: "nobody acknowledged" },
      cut: false,
    });
    expect(ring(event)).toEqual([
      "0 Ada Example 1.0 #1",
      "35 Ada Example 1.0 #2",
      "60 Grace Example 1.1 #1",
      "95 Grace Example 1.1 #2",
      "120 Ada Example 2.0 #1",
      "180 Ada Example 2.0 #2",
      "180 Grace Example 2.1 #1",
      "240 Grace Example 2.1 #2",
    ]);
    expect(event.calls[5]?.held).toEqual({ reason: "call_cap", since: "2026-11-22T03:02:35.000Z" });
    expect(event.calls[0]).toMatchObject({ at: AT, rings_until: "2026-11-22T03:00:25.000Z", held: null });
    expect(event.calls[0]?.words).toBe("CallPing for Demo. Critical: database primary is down.");
    expect(event.people.map(({ member }) => member)).toEqual(["Ada Example", "Grace Example"]);
  });

  it("says why each rule before did not match, at the moment that is named", async () => {
    const scenario = await scenarioOf([
      { name: "Off", enabled: false, action: { type: "call_all" } },
      {
        name: "Staging",
        when: { all: [{ field: "env", operator: "eq", value: "staging" }] },
        action: { type: "call_all" },
      },
      {
        name: "Days",
        windows: [{ days: ["mon"], from: "09:00", to: "17:00" }],
        action: { type: "record_only" },
      },
      {
        name: "Often",
        count: { times: 3, withinSeconds: 600, per: "endpoint" },
        action: { type: "call_all" },
      },
      { name: "Second", action: { type: "call_member", memberId: DEMO.secondMemberId } },
    ]);
    const event = await play(scenario);
    expect(event.rule?.passed_over.map(({ name, why }) => `${name}: ${why}`)).toEqual([
      "Off: it is switched off",
      'Staging: not env eq "staging" (it is "production")',
      "Days: outside its times, mon 09:00–17:00 (it is Sun 03:00 in UTC)",
      "Often: its conditions hold, but 1 of 3 times within 10 min for this endpoint",
    ]);
    expect([event.rule?.name, event.calls[0]?.member]).toEqual(["Second", "Grace Example"]);
    const monday = await play({ ...scenario, at: "2026-11-23T09:00:00Z" });
    expect([monday.outcome, monday.rule?.name, monday.calls]).toEqual(["recorded", "Days", []]);
    const [{ question } = { question: null }] = harness.desks.asked.slice(-1);
    const counted = (question?.count_ids ?? []).map((id) => ({
      id,
      moments: [0, 1].map((n) => Date.parse(AT) - n),
    }));
    harness.desks.standing = { objections: [], open: [], counts: counted };
    expect((await play(scenario)).rule).toMatchObject({ name: "Often" });
  });

  it("knows what its Desk knows: open alerts, and who objected", async () => {
    const open = (dedup_key: string) => [{ dedup_key, alert_id: "alr_open", state: "acknowledged" as const }];
    const dedup_key = (await play(demo)).alert?.dedup_key ?? "";
    harness.desks.standing = { objections: ["+33199000101"], open: open(dedup_key), counts: [] };
    const joins = await play(demo);
    expect(joins).toMatchObject({
      outcome: "joins_open_alert",
      open_alert: { alert_id: "alr_open", state: "acknowledged" },
    });
    expect(joins.explanation).toMatch(/^It joins alr_open, which is acknowledged/);
    expect(new Set(joins.calls.map(({ member }) => member))).toEqual(new Set(["Grace Example"]));
    expect(joins.timeline.some(({ kind }) => kind === "step_skipped")).toBe(true);
    const resolved = await play({ ...demo, payload: { ...payload, status: "resolved" } });
    expect(resolved).toMatchObject({ event: { state: "resolved" }, calls: [] });
    expect(harness.desks.asked.at(-1)?.desk).toBe("desk:1:0");
  });

  it("rings whoever is on call at the moment of each step, past a hand-over too", async () => {
    const layer = {
      name: "Days",
      entries: [[DEMO.ownerMemberId], [DEMO.secondMemberId]],
      rotation: { unit: "daily" },
      hand_over_time: "09:00",
      starts_on: "2026-11-01",
    };
    const body = JSON.stringify({ name: "Primary", time_zone: "UTC", layers: [layer] });
    const made = await harness.api("/api/v1/schedules", KEYS.own, { method: "POST", body });
    const { schedule } = await made.json<{ schedule: { id: string } }>();
    const action = { type: "call_on_schedule", scheduleId: schedule.id };
    const event = await play({
      ...(await scenarioOf([{ name: "On call", action }])),
      at: "2026-11-22T08:55:00Z",
    });
    const who = (second: number) => event.calls.find((call) => call.after_seconds === second)?.member;
    expect([who(0), who(300), who(600)]).toEqual(["Ada Example", "Ada Example", "Grace Example"]);
    expect(event.calls.find(({ pass }) => pass === 2)?.step).toBe(0);
  });

  it("tells a text, headers, a group and a body of nothing as the webhook would", async () => {
    expect((await play({ ...demo, payload: "disk full on db-1" })).alert?.title).toMatch(/disk full/i);
    expect((await play({ ...demo, payload: undefined })).alert?.title).toBe("Empty alert from Demo endpoint");
    const alerts = Array.from({ length: 14 }, (_, n) => ({
      status: "firing",
      labels: { alertname: `Disk ${n}` },
      fingerprint: `f${n}`,
    }));
    const group = {
      version: "4",
      status: "firing",
      receiver: "x",
      groupLabels: {},
      commonLabels: {},
      alerts,
    };
    const answered = v.parse(DryRunSchema, await (await ask({ ...demo, payload: group })).json());
    expect([answered.events.length, answered.events_left_out]).toEqual([10, 4]);
  });

  it("tells how each call leaves, and what it costs", async () => {
    const event = await play(demo);
    const route = { pbx_id: "pbx-1", trunk_id: "carrier", cost_class: "free", number_type: "FIXED_LINE" };
    expect(event.people.map(({ refused, route: by }) => [by, refused])).toEqual([
      [route, null],
      [route, null],
    ]);
    expect(new Set(event.calls.map(({ cost_class, outcome }) => `${cost_class} ${outcome}`))).toEqual(
      new Set(["free no_answer"]),
    );
  });

  it.each<[string, string, string, string]>([
    ["a number that the safety net refuses", "+33899123456", "premium_rate", "bad_number"],
    ["a number that no trunk may carry", "+13122345678", "no_permitted_route", "no_permitted_route"],
  ])("says of %s that it is not rung, and goes on with the next", async (_name, number, code, outcome) => {
    const phone = await harness.db
      .prepare("SELECT id, number FROM phones WHERE member_id = ?")
      .bind(DEMO.ownerMemberId)
      .first<{ id: string; number: string }>();
    const give = (to: string): Promise<unknown> =>
      // A new number is unproven, in the same transaction: this one was proven since.
      runBatch(harness.db, [
        { sql: "UPDATE phones SET number = ? WHERE id = ?", params: [to, phone?.id ?? ""] },
        { sql: "UPDATE phones SET verified_at = ? WHERE id = ?", params: [AT, phone?.id ?? ""] },
      ]);
    await runBatch(harness.db, fleetStatements([onlyFrance], AT));
    await give(number);
    const event = await play(demo);
    await give(phone?.number ?? "");
    expect(event.people[0]).toMatchObject({ member: "Ada Example", route: null, refused: { code } });
    expect(event.calls.slice(0, 2)).toMatchObject([
      { after_seconds: 0, member: "Ada Example", outcome, cost_class: null, rings_until: AT },
      { after_seconds: 0, member: "Grace Example", outcome: "no_answer", cost_class: "free" },
    ]);
    expect(event.explanation).toMatch(/^Grace Example is rung first; \d+ calls to 1 phones/);
  });

  it("links to the audio of each text once, which is spoken and not kept", async () => {
    harness.neighbours.speech = () =>
      new Response(`RIFF${"x".repeat(60)}`, { headers: { "x-speech-source": "engine" } });
    const { audio, calls } = await play({ ...demo, audio: true });
    expect(audio.map(({ words }) => words)).toEqual([...new Set(calls.map(({ words }) => words))]);
    const [first] = audio;
    const { pathname, search, origin } = new URL(first?.url ?? "");
    expect([origin, first?.language]).toEqual([API, "en"]);
    const spoken = await harness.request(pathname + search);
    expect([spoken.status, spoken.headers.get("cache-control")]).toEqual([200, "no-store"]);
    await Promise.all(harness.background);
    expect((await harness.audio.list()).objects).toEqual([]);
    expect((await play(demo)).audio).toEqual([]);
  });

  it("knows the maintenance that was, when the moment is of the past", async () => {
    const body = { name: "Upgrade", starts_at: "2026-01-01T02:00:00Z", ends_at: "2026-01-01T04:00:00Z" };
    const row = {
      id: "mnt_past",
      organization_id: harness.organizationId,
      name: body.name,
      schedule: JSON.stringify({ starts_at: body.starts_at, ends_at: body.ends_at }),
      created_at: AT,
    };
    await runBatch(harness.db, insertRows("maintenance", Object.keys(row), [Object.values(row)]));
    const then = await play({ ...demo, at: "2026-01-01T03:00:00Z" });
    expect([then.timeline.map(({ kind }) => kind).includes("muted"), then.calls[0]?.after_seconds]).toEqual([
      true,
      3600,
    ]);
    expect((await play(demo)).calls[0]?.after_seconds).toBe(0);
  });

  it("stores nothing, gives no Desk anything, and rings nobody", async () => {
    const rows = async () =>
      (await harness.db
        .prepare("SELECT count(*) AS n FROM incoming_requests, audit_log")
        .first<number>("n")) ?? 0;
    const before = await rows();
    await play(demo);
    expect([harness.desks.received, harness.desks.snapshots, await rows()]).toEqual([[], [], before]);
  });

  it.each<[string, object, string, number, string | undefined]>([
    ["another organization's endpoint", { endpoint: "end_L2-0" }, KEYS.own, 400, "endpoint"],
    ["another organization's scenario", { scenario: "scn_L2-0" }, KEYS.own, 400, "scenario"],
    ["neither endpoint nor scenario", {}, KEYS.own, 400, "endpoint"],
    ["both", { endpoint: DEMO.endpointId, scenario: DEMO.scenarioId }, KEYS.own, 400, "endpoint"],
    ["a moment that is none", { endpoint: DEMO.endpointId, at: "tomorrow" }, KEYS.own, 400, "at"],
    ["an unknown field", { endpoint: DEMO.endpointId, body: "x" }, KEYS.own, 400, "body"],
    ["a key without the scope", { endpoint: DEMO.endpointId }, KEYS.callsOnly, 403, undefined],
    ["our endpoint, for a stranger", { endpoint: DEMO.endpointId }, KEYS.stranger, 400, "endpoint"],
  ])("of %s is refused", async (_name, body, key, status, path) => {
    const answered = await ask(body, key);
    const told = await answered.json<{ problems?: { path: string }[] }>();
    expect([answered.status, told.problems?.[0]?.path]).toEqual([status, path]);
  });

  it("of a stranger's own endpoint calls the stranger", async () => {
    const event = await play({ endpoint: "end_L2-0" }, KEYS.stranger);
    expect(new Set(event.calls.map(({ member }) => member))).toEqual(new Set(["Load 2-0"]));
  });
});
