import {
  DrillDetailSchema,
  DrillListSchema,
  DrillSettingSchema,
  DrillSettingSetSchema,
  ReachabilityListSchema,
} from "@callping/contract/api/drills";
import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEMO } from "../../db/demo.ts";
import { runBatch } from "../../db/statement.ts";
import type { DrillRecord } from "../../objects/desk-protocol.ts";
import { projections } from "../../records/statements.ts";
import { KEYS, openHarness } from "../testing/harness.ts";
import type { Harness } from "../testing/harness.ts";

let harness: Harness;
let phoneId: string;
beforeAll(async () => {
  harness = await openHarness();
  const phone = await harness.db
    .prepare("SELECT id FROM phones WHERE member_id = ? AND is_primary = 1")
    .bind(DEMO.ownerMemberId)
    .first<{ id: string }>();
  phoneId = phone?.id ?? "";
});
afterAll(() => harness.dispose());
beforeEach(() => {
  harness.desks.reset();
  harness.desks.failures = 0;
});

const SETTINGS = `/api/v1/members/${DEMO.ownerMemberId}/drill-settings`;
const THEIRS = "mem_L2-0";

function ask(method: string, path: string, body?: unknown, key: string = KEYS.own): Promise<Response> {
  return harness.api(path, key, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
}
async function answer<Schema extends v.GenericSchema>(
  asked: Promise<Response>,
  status: number,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const answered = await asked;
  const json: unknown = await answered.json();
  expect([answered.status, json]).toEqual([status, json]);
  return v.parse(schema, json);
}
const refusal = async (asked: Promise<Response>) => {
  const answered = await asked;
  const { code, problems = [] } = await answered.json<{ code: string; problems?: { path: string }[] }>();
  return [answered.status, code, ...problems.map(({ path }) => path)];
};
const audit = async (subject: string): Promise<string[]> => {
  const { results } = await harness.db
    .prepare("SELECT action FROM audit_log WHERE subject = ? AND actor_id = 'key_own000000001' ORDER BY id")
    .bind(subject)
    .all<{ action: string }>();
  return results.map(({ action }) => action);
};

const record = (id: string, over: Partial<DrillRecord> = {}): DrillRecord => ({
  id,
  organization_id: harness.organizationId,
  version: 3,
  member_id: DEMO.ownerMemberId,
  phone_id: phoneId,
  label: "Phone",
  number_masked: "+331••••••01",
  origin: "request",
  planned_at: "2026-11-20T10:00:00.000Z",
  state: "over",
  result: "proven",
  outcome: "acknowledged",
  missed_reason: null,
  ms_to_key: 4200,
  ended_at: "2026-11-20T10:00:30.000Z",
  call_ids: ["cal_1"],
  timeline: [],
  ...over,
});
const call = (id: string, over: object = {}) => ({
  id: 1,
  kind: "call" as const,
  row: {
    id,
    organization_id: harness.organizationId,
    version: 5,
    request_id: "",
    alert_ids: [],
    drill_id: "drl_1",
    phone_id: phoneId,
    member_id: DEMO.ownerMemberId,
    number_masked: "+331••••••01",
    status: "acknowledged" as const,
    pbx_id: null,
    trunk_id: null,
    sip_code: 200,
    cause: 16,
    started_at: "2026-11-20T10:00:00.000Z",
    ringing_at: null,
    answered_at: "2026-11-20T10:00:05.000Z",
    ended_at: "2026-11-20T10:00:20.000Z",
    duration_ms: 15_000,
    spoken: [],
    keys: [{ at: "2026-11-20T10:00:12.000Z", digit: "1" }],
    ...over,
  },
});

describe("drill settings of a member", () => {
  it("are off until somebody sets them; then the Desk knows them at once, and the audit who", async () => {
    const before = await answer(ask("GET", SETTINGS), 200, DrillSettingSchema);
    expect(before).toMatchObject({ enabled: false, every_weeks: 4, phones: "primary" });
    const wanted = { every_weeks: 1, hours: { days: ["mon"], from: "09:00", to: "12:00" }, phones: "all" };
    const set = await answer(ask("PUT", SETTINGS, wanted), 200, DrillSettingSetSchema);
    expect(set).toMatchObject({ in_effect: true, setting: { ...wanted, enabled: true, redial_minutes: 5 } });
    expect(await answer(ask("GET", SETTINGS), 200, DrillSettingSchema)).toEqual(set.setting);
    const snapshot = harness.desks.snapshots.at(-1)?.snapshot;
    expect(snapshot?.drills).toMatchObject([{ member_id: DEMO.ownerMemberId, setting: wanted }]);
    await answer(ask("PUT", SETTINGS, { enabled: false }), 200, DrillSettingSetSchema);
    expect(await audit(DEMO.ownerMemberId)).toEqual(["drills.set", "drills.set"]);
  });

  it.each<[unknown, string[]]>([
    [{ every_weeks: 3, phones: "some" }, ["every_weeks", "phones"]],
    [{ hours: { from: "10:00", to: "10:10" } }, ["hours"]],
    [{ colour: "red" }, ["colour"]],
  ])("%j is refused at %j", async (body, paths) => {
    expect(await refusal(ask("PUT", SETTINGS, body))).toEqual([400, "invalid_body", ...paths]);
  });

  it("say when a Desk could not be told", async () => {
    harness.desks.failures = 1;
    const set = await answer(ask("PUT", SETTINGS, {}), 200, DrillSettingSetSchema);
    expect(set.in_effect).toBe(false);
  });

  it("of another organization's member are not to be seen or set, and need their scope", async () => {
    const path = `/api/v1/members/${THEIRS}/drill-settings`;
    expect(await refusal(ask("GET", path))).toEqual([404, "not_found"]);
    expect(await refusal(ask("PUT", path, {}))).toEqual([404, "not_found"]);
    await answer(ask("GET", path, undefined, KEYS.stranger), 200, DrillSettingSchema);
    expect(await refusal(ask("GET", SETTINGS, undefined, KEYS.callsOnly))).toEqual([403, "missing_scope"]);
    expect(await refusal(ask("PUT", SETTINGS, "nonsense", KEYS.callsOnly))).toEqual([403, "missing_scope"]);
    expect(harness.desks.snapshots).toEqual([]);
  });
});

describe("a drill now", () => {
  it("rings the member's primary phone, and the audit says who asked", async () => {
    const asked: unknown[] = [];
    harness.desks.requestDrill = (desk, request) => {
      asked.push([desk, request]);
      return { ok: true, drill: record("drl_now", { state: "calling", result: null, ended_at: null }) };
    };
    const drill = await answer(
      ask("POST", "/api/v1/drills", { member_id: DEMO.ownerMemberId }),
      202,
      DrillDetailSchema,
    );
    expect(drill).toMatchObject({ id: "drl_now", number: "+331••••••01", state: "calling" });
    expect(asked).toEqual([["desk:1:0", { phone_id: phoneId }]]);
    expect(await audit("drl_now")).toEqual(["drill.requested"]);
  });

  it("beyond a limit names it and when it is free again", async () => {
    harness.desks.requestDrill = () => ({
      ok: false,
      reason: "rate_limited",
      limit: "drills of one phone: 1 in 10 minutes",
      retry_after_seconds: 77,
    });
    const refused = await ask("POST", "/api/v1/drills", { phone_id: phoneId });
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "77"]);
    expect(await refused.json()).toMatchObject({
      code: "drill_rate_limited",
      limit: "drills of one phone: 1 in 10 minutes",
      retry_after_seconds: 77,
    });
  });

  it.each(["quiet_hours", "alert_ringing", "phone_unusable"] as const)("is refused in %s", async (by) => {
    harness.desks.requestDrill = () => ({ ok: false, reason: "hindered", by });
    expect(await refusal(ask("POST", "/api/v1/drills", { phone_id: phoneId }))).toEqual([
      409,
      "drill_refused",
    ]);
  });

  it("needs one phone, of this organization, and a Desk", async () => {
    harness.desks.requestDrill = () => ({ ok: false, reason: "unknown_phone" });
    expect(await refusal(ask("POST", "/api/v1/drills", {}))).toEqual([400, "invalid_body", "phone_id"]);
    expect(await refusal(ask("POST", "/api/v1/drills", { member_id: THEIRS }))).toEqual([404, "not_found"]);
    expect(await refusal(ask("POST", "/api/v1/drills", { phone_id: "pho_L2-0" }))).toEqual([
      404,
      "not_found",
    ]);
    harness.desks.failures = 1;
    expect(await refusal(ask("POST", "/api/v1/drills", { phone_id: phoneId }))).toEqual([
      503,
      "desk_unreachable",
    ]);
    expect(await refusal(ask("POST", "/api/v1/drills", "nonsense", KEYS.callsOnly))).toEqual([
      403,
      "missing_scope",
    ]);
  });
});

describe("results", () => {
  it("are listed newest first and filtered; one is its Desk's while that has it, then D1's; nobody else's", async () => {
    const rows = [
      record("drl_a"),
      record("drl_b", { planned_at: "2026-11-21T10:00:00.000Z", result: "not_proven", outcome: "busy" }),
      record("drl_x", { organization_id: "org_L2" }),
    ];
    await runBatch(harness.db, projections(rows.map((row, id) => ({ id, kind: "drill", row }))));
    const list = async (query: string, key?: string) =>
      (await answer(ask("GET", `/api/v1/drills${query}`, undefined, key), 200, DrillListSchema)).data.map(
        ({ id }) => id,
      );
    expect(await list("")).toEqual(["drl_b", "drl_a"]);
    expect(await list("?limit=1")).toEqual(["drl_b"]);
    expect(await list("?result=proven")).toEqual(["drl_a"]);
    expect(await list(`?phone=${phoneId}&member=${DEMO.ownerMemberId}`)).toEqual(["drl_b", "drl_a"]);
    expect(await list("", KEYS.stranger)).toEqual(["drl_x"]);
    harness.desks.drills.set("desk:1:0", [record("drl_a", { label: "Live" })]);
    const one = async (id: string) => answer(ask("GET", `/api/v1/drills/${id}`), 200, DrillDetailSchema);
    expect([(await one("drl_a")).label, (await one("drl_b")).label]).toEqual(["Live", "Phone"]);
    expect(await refusal(ask("GET", "/api/v1/drills/drl_x"))).toEqual([404, "not_found"]);
    expect(await refusal(ask("GET", "/api/v1/drills/drl_a", undefined, KEYS.stranger))).toEqual([
      404,
      "not_found",
    ]);
  });

  it("prove a phone by any call with a key, alerts' too; an older proof changes nothing, another number all", async () => {
    const reach = async (query = "", key?: string) =>
      (await answer(ask("GET", `/api/v1/reachability${query}`, undefined, key), 200, ReachabilityListSchema))
        .data;
    const own = async () => (await reach()).find((phone) => phone.phone_id === phoneId);
    harness.desks.ahead.set("desk:1:0", [{ phone_id: phoneId, planned_at: Date.UTC(2027, 0, 1) }]);
    expect(await own()).toMatchObject({
      reachability: "never",
      last_proven_at: null,
      next_drill_at: "2027-01-01T00:00:00.000Z",
    });
    const today = new Date().toISOString();
    const keys = [{ at: today, digit: "1" }];
    await runBatch(harness.db, projections([call("cal_1", { keys })]));
    expect(await own()).toMatchObject({ reachability: "proven", proven_by: "drill", last_proven_at: today });
    const older = [call("cal_0"), call("cal_2", { status: "no_answer", keys: [] })];
    await runBatch(harness.db, projections(older));
    expect((await own())?.call_id).toBe("cal_1");
    const later = new Date(Date.now() + 1000).toISOString();
    await runBatch(
      harness.db,
      projections([call("cal_3", { alert_ids: ["alr_1"], keys: [{ at: later, digit: "2" }] })]),
    );
    expect(await own()).toMatchObject({
      proven_by: "alert",
      call_id: "cal_3",
      number: expect.stringContaining("•"),
    });
    expect((await reach("?reachability=never")).map(({ phone_id }) => phone_id)).not.toContain(phoneId);
    expect((await reach("", KEYS.stranger)).map(({ reachability }) => reachability)).toEqual(["never"]);
    await harness.db
      .prepare("UPDATE phone_proofs SET proven_at = '2026-01-01T00:00:00.000Z' WHERE phone_id = ?")
      .bind(phoneId)
      .run();
    expect((await own())?.reachability).toBe("stale");
    await harness.db.prepare("UPDATE phones SET number = '+33199000777' WHERE id = ?").bind(phoneId).run();
    expect((await own())?.reachability).toBe("never");
  });
});
