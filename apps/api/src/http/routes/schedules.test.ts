import {
  OverrideAddedSchema,
  ScheduleListSchema,
  ScheduleSavedSchema,
} from "@callping/contract/api/schedules";
import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEMO } from "../../db/demo.ts";
import { onCallNow } from "../../services/schedules/on-call-now.ts";
import { KEYS, openHarness } from "../testing/harness.ts";
import type { Harness } from "../testing/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.dispose());
beforeEach(() => harness.desks.reset());

const [ADA, GRACE, STRANGER] = [DEMO.ownerMemberId, DEMO.secondMemberId, "mem_L2-0"];
const layer = (more: object = {}) => ({
  name: "Base",
  entries: [[ADA], [GRACE]],
  rotation: { unit: "daily", every: 1 },
  hand_over_time: "09:00",
  starts_on: "2026-01-05",
  ...more,
});
const own = { name: "Primary", time_zone: "Europe/Kyiv", layers: [layer()] };
const foreign = { ...own, layers: [layer({ entries: [[STRANGER]] })] };
const override = {
  type: "replace",
  start: "2026-06-01T10:00:00Z",
  end: "2026-06-01T12:00:00Z",
  members: [GRACE],
};

function ask(method: string, path = "", body?: unknown, key: string = KEYS.own): Promise<Response> {
  const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
  return harness.api(`/api/v1/schedules${path}`, key, init);
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
const make = async (more: object = own, key?: string) =>
  (await answer(ask("POST", "", more, key), 201, ScheduleSavedSchema)).schedule;
const refusal = async (asked: Promise<Response>) => {
  const answered = await asked;
  const { code, problems } = await answered.json<{ code: string; problems?: { path: string }[] }>();
  return [answered.status, code, ...(problems ?? []).map(({ path }) => path)];
};
const audit = async (subject: string) =>
  (
    await harness.db
      .prepare("SELECT action, organization_id FROM audit_log WHERE subject = ? ORDER BY id")
      .bind(subject)
      .all<{ action: string; organization_id: string }>()
  ).results;
/** Who the Desk rings now, by what it was told last. */
const onCall = (id: string, at: string) => {
  const told = harness.desks.snapshots.at(-1)?.snapshot;
  return told === undefined ? "nothing was told" : onCallNow(told, id, Date.parse(at));
};

describe("a new schedule", () => {
  it("is stored, audited, and known to the Desk at once", async () => {
    const schedule = await make();
    expect(schedule).toMatchObject({ ...own, version: 1, overrides: [] });
    expect(schedule.layers[0]?.id).toMatch(/^lay_/);
    expect(onCall(schedule.id, "2026-06-01T10:00:00Z")).toEqual([GRACE]);
    expect(onCall(schedule.id, "2026-06-02T10:00:00Z")).toEqual([ADA]);
    expect(onCall("sch_none", "2026-06-02T10:00:00Z")).toBeUndefined();
    expect(await audit(schedule.id)).toEqual([
      { action: "schedule.created", organization_id: harness.organizationId },
    ]);
    expect(await (await ask("GET", `/${schedule.id}`)).json()).toEqual(schedule);
    const list = await answer(ask("GET"), 200, ScheduleListSchema);
    expect(list.data.map(({ id }) => id)).toContain(schedule.id);
    const strangers = await answer(ask("GET", "", undefined, KEYS.stranger), 200, ScheduleListSchema);
    expect(strangers.data.map(({ id }) => id)).not.toContain(schedule.id);
  });

  it.each<[string, unknown, (string | number)[]]>([
    [
      "all that is wrong, at once",
      { layers: [layer({ entries: [] })], time_zone: "Mars" },
      [400, "invalid_body", "name", "time_zone", "layers[0].entries"],
    ],
    ["somebody of another organization", foreign, [400, "invalid_body", "layers[0].entries[0][0]"]],
    [
      "an override of another organization's people",
      { ...own, overrides: [{ ...override, members: [ADA, STRANGER] }] },
      [400, "invalid_body", "overrides[0].members[1]"],
    ],
    ["no object", "[]", [400, "invalid_body", "schedule"]],
  ])("is refused with %s", async (_what, body, wanted) => {
    expect(await refusal(ask("POST", "", body))).toEqual(wanted);
    expect(harness.desks.snapshots).toEqual([]);
  });
});

describe("a change", () => {
  it("leaves what it does not name, and is of one version", async () => {
    const { id, layers } = await make();
    const changed = await answer(
      ask("PATCH", `/${id}`, { version: 1, name: "Second line" }),
      200,
      ScheduleSavedSchema,
    );
    expect(changed).toMatchObject({ in_effect: true, schedule: { name: "Second line", version: 2, layers } });
    expect(await refusal(ask("PATCH", `/${id}`, { version: 1, name: "Too late" }))).toEqual([
      409,
      "schedule_changed",
    ]);
    const same = ask("PATCH", `/${id}`, { version: 2, name: "Second line", layers });
    expect((await answer(same, 200, ScheduleSavedSchema)).schedule.version).toBe(2);
    expect(await refusal(ask("PATCH", `/${id}`, { name: "Which?" }))).toEqual([
      400,
      "invalid_body",
      "version",
    ]);
    expect(await refusal(ask("PATCH", `/${id}`, { version: 2, layers: foreign.layers }))).toEqual([
      400,
      "invalid_body",
      "layers[0].entries[0][0]",
    ]);
    expect(await audit(id)).toHaveLength(2);
  });

  it("of the same version by two at once is one change, with one audit row", async () => {
    const { id } = await make();
    const answers = await Promise.all(
      ["A", "B", "C"].map((name) => ask("PATCH", `/${id}`, { version: 1, name })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await audit(id)).map(({ action }) => action)).toEqual(["schedule.created", "schedule.changed"]);
  });

  it("is possible after somebody in it left the organization", async () => {
    const { id } = await make();
    await harness.db
      .prepare("UPDATE schedules SET body = replace(body, ?, 'mem_left') WHERE id = ?")
      .bind(GRACE, id)
      .run();
    const asked = ask("PATCH", `/${id}`, { version: 1, name: "Still ours" });
    expect((await answer(asked, 200, ScheduleSavedSchema)).schedule.name).toBe("Still ours");
  });

  it("that a Desk could not be told says so", async () => {
    const { id } = await make();
    harness.desks.failures = 1;
    const changed = await answer(
      ask("PATCH", `/${id}`, { version: 1, name: "Later" }),
      200,
      ScheduleSavedSchema,
    );
    expect(changed.in_effect).toBe(false);
  });
});

describe("an override", () => {
  it("puts somebody else on call, and its removal ends that", async () => {
    const { id } = await make();
    const added = await answer(
      ask("POST", `/${id}/overrides`, { ...override, members: [ADA] }),
      201,
      OverrideAddedSchema,
    );
    expect(onCall(id, "2026-06-01T10:00:00Z")).toEqual([GRACE]); // Long over: the Desk does not even get it.
    const [from, until] = [Date.now(), Date.now() + 3_600_000].map((at) => new Date(at).toISOString());
    const now = { type: "replace", start: from, end: until, members: [ADA, GRACE] };
    const current = await answer(ask("POST", `/${id}/overrides`, now), 201, OverrideAddedSchema);
    expect(onCall(id, from ?? "")).toEqual([ADA, GRACE]);
    expect(current.schedule.overrides.map((one) => one.id)).toEqual([added.override.id, current.override.id]);
    const removed = ask("DELETE", `/${id}/overrides/${current.override.id}`);
    expect((await answer(removed, 200, ScheduleSavedSchema)).schedule).toMatchObject({ version: 4 });
    expect(onCall(id, from ?? "")).toHaveLength(1);
    expect(await refusal(ask("DELETE", `/${id}/overrides/${current.override.id}`))).toEqual([
      404,
      "not_found",
    ]);
    expect((await audit(id)).map(({ action }) => action)).toEqual([
      "schedule.created",
      "override.added",
      "override.added",
      "override.removed",
    ]);
  });

  it("the night that somebody took over in vain: of six at once all are kept", async () => {
    const { id } = await make();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => ask("POST", `/${id}/overrides`, override)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 201));
    const stored = await (await ask("GET", `/${id}`)).json<{ overrides: unknown[] }>();
    expect(stored.overrides).toHaveLength(6);
  });

  it.each<[string, unknown, (string | number)[]]>([
    ["a stranger", { ...override, members: [STRANGER] }, [400, "invalid_body", "override.members[0]"]],
    ["no end", { ...override, end: undefined }, [400, "invalid_body", "override.end"]],
  ])("is refused with %s", async (_what, body, wanted) => {
    const { id } = await make();
    expect(await refusal(ask("POST", `/${id}/overrides`, body))).toEqual(wanted);
  });
});

describe("deleting", () => {
  it("is refused while a scenario calls it, and says which", async () => {
    const { id } = await make();
    const plan = JSON.stringify({
      steps: [{ afterSeconds: 60, action: { type: "call_on_schedule", scheduleId: id } }],
    });
    const setPlan = (text: string | null) =>
      harness.db
        .prepare("UPDATE scenarios SET plan = ?, version = version + 1 WHERE id = ?")
        .bind(text, DEMO.scenarioId)
        .run();
    await setPlan(plan);
    const refused = await (
      await ask("DELETE", `/${id}`)
    ).json<{
      code: string;
      scenarios: { id: string }[];
    }>();
    expect([refused.code, refused.scenarios.map((one) => one.id)]).toEqual([
      "schedule_in_use",
      [DEMO.scenarioId],
    ]);
    await setPlan(null);
    expect((await ask("DELETE", `/${id}`)).status).toBe(200);
    expect(onCall(id, "2026-06-01T10:00:00Z")).toBeUndefined();
    expect(await refusal(ask("GET", `/${id}`))).toEqual([404, "not_found"]);
    expect((await audit(id)).map(({ action }) => action)).toEqual(["schedule.created", "schedule.deleted"]);
  });
});

describe("another organization", () => {
  it.each<[string, string, unknown]>([
    ["GET", "", undefined],
    ["PATCH", "", { version: 1, name: "Mine" }],
    ["DELETE", "", undefined],
    ["POST", "/overrides", { ...override, members: [STRANGER] }],
    ["POST", "/overrides/import", { calendar: "BEGIN:VCALENDAR\r\nEND:VCALENDAR" }],
    ["DELETE", "/overrides/ovr_1", undefined],
    ["GET", "/shifts", undefined],
    ["GET", "/on-call", undefined],
    ["GET", "/coverage", undefined],
    ["POST", "/feed", undefined],
  ])("%s %s of a schedule finds nothing and changes nothing", async (method, path, body) => {
    const { id, version } = await make();
    expect(await refusal(ask(method, `/${id}${path}`, body, KEYS.stranger))).toEqual([404, "not_found"]);
    expect(await (await ask("GET", `/${id}`)).json()).toMatchObject({ version, name: "Primary" });
    expect(await audit(id)).toHaveLength(1);
  });

  it("needs a key with the scope, whoever it is", async () => {
    const { id } = await make();
    for (const [method, path] of [
      ["GET", ""],
      ["POST", ""],
      ["PATCH", `/${id}`],
      ["DELETE", `/${id}`],
      ["POST", `/${id}/feed`],
    ] as const)
      expect(await refusal(ask(method, path, method === "GET" ? undefined : {}, KEYS.callsOnly))).toEqual([
        403,
        "missing_scope",
      ]);
  });
});
