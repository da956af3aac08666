import {
  ScenarioDeletedSchema,
  ScenarioListSchema,
  ScenarioReviewSchema,
  ScenarioSavedSchema,
  ScenarioSchema,
  ScenarioVersionSchema,
} from "@callping/contract/api/scenarios";
import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEMO } from "../../db/demo.ts";
import { KEYS, openHarness } from "../testing/harness.ts";
import type { Harness } from "../testing/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.dispose());
beforeEach(() => harness.desks.reset());

const own = { name: "Nights", project_id: DEMO.projectId, primary_member_id: DEMO.ownerMemberId };
const critical = {
  id: "crit",
  name: "Critical",
  when: { all: [{ field: "severity", operator: "eq", value: "critical" }] },
  windows: [{ days: ["sat", "sun"], from: "22:00", to: "06:00" }],
  count: { times: 5, withinSeconds: 600 },
  action: { type: "call_member", memberId: DEMO.secondMemberId },
};
const FOREIGN = "scn_L2-0";

function ask(
  method: string,
  path = "",
  body?: unknown,
  key: string = KEYS.own,
  headers: Record<string, string> = {},
): Promise<Response> {
  const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
  return harness.api(`/api/v1/scenarios${path}`, key, init);
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
const make = async (more: object = {}) =>
  (await answer(ask("POST", "", { ...own, ...more }), 201, ScenarioSavedSchema)).scenario;
interface Refusal {
  code: string;
  detail: string;
  problems?: { path: string }[];
  changed?: string[];
  current_version?: number;
  endpoints?: { name: string }[];
}
const refusal = async (asked: Promise<Response>): Promise<[number, Refusal]> => {
  const answered = await asked;
  return [answered.status, await answered.json<Refusal>()];
};
const short = async (asked: Promise<Response>) => {
  const [status, { code, problems = [] }] = await refusal(asked);
  return [status, code, ...problems.map(({ path }) => path)];
};
const audit = async (subject: string) =>
  (
    await harness.db
      .prepare(
        "SELECT action, actor_id, organization_id, detail FROM audit_log WHERE subject = ? ORDER BY id",
      )
      .bind(subject)
      .all<{ action: string; actor_id: string; organization_id: string; detail: string }>()
  ).results;
/** What the Desk was told last of a scenario. */
const pushed = (id: string) =>
  harness.desks.snapshots.at(-1)?.snapshot.scenarios.find((scenario) => scenario.id === id);

describe("a new scenario", () => {
  it("is version 1, stored with its defaults filled in, known to the Desk at once, and written down", async () => {
    const scenario = await make({ rules: [critical] });
    expect(scenario).toMatchObject({ ...own, version: 1, plan: null, saved_by: "own000000001" });
    expect(scenario.rules).toMatchObject([
      { id: "crit", enabled: true, count: { times: 5, per: "dedup_key" }, plan: { ringSeconds: 25 } },
    ]);
    expect(harness.desks.snapshots.map(({ desk }) => desk)).toEqual(["desk:1:0"]);
    expect(pushed(scenario.id)).toMatchObject({ version: 1, rules: [{ id: "crit" }] });
    expect(await audit(scenario.id)).toMatchObject([
      {
        action: "scenario.created",
        actor_id: "key_own000000001",
        organization_id: harness.organizationId,
        detail: '{"version":1,"name":"Nights"}',
      },
    ]);
  });

  it("gives rules an id, and says what is odd", async () => {
    const rules = [
      { name: "All", action: { type: "record_only" } },
      { name: "Below", action: { type: "call_owners" } },
    ];
    const saved = await answer(ask("POST", "", { ...own, rules }), 201, ScenarioSavedSchema);
    expect(saved.scenario.rules.every(({ id }) => id.startsWith("rul_"))).toBe(true);
    expect(saved.warnings).toMatchObject([{ path: "rules[1]", reason: "unreachable" }]);
  });

  it("is refused with every problem at once, and then nothing is stored", async () => {
    const before = await answer(ask("GET"), 200, ScenarioListSchema);
    const wrong = {
      name: " ",
      project_id: "prj_L2",
      primary_member_id: "mem_L2-0",
      colour: "red",
    };
    expect(await short(ask("POST", "", wrong))).toEqual([400, "invalid_body", "name", "colour"]);
    const rules = [
      { ...critical, when: { all: [{ field: "severity", operator: "eq", value: "sev1" }] } },
      { ...critical, id: "two", action: { type: "call_member", memberId: "mem_L2-0" } },
    ];
    expect(await short(ask("POST", "", { ...wrong, name: "x", colour: undefined, rules }))).toEqual([
      400,
      "invalid_body",
      "primary_member_id",
      "rules[0].when.all[0].value",
      "rules[1].action.memberId",
      "project_id",
    ]);
    const unread = { ...own, rules: [{ name: "x", when: { any: [] } }], plan: { passes: 99 } };
    expect(await short(ask("POST", "", unread))).toEqual([
      400,
      "invalid_body",
      "rules[0].when.any",
      "rules[0].action.type",
      "plan.passes",
    ]);
    expect(await short(ask("POST", "", own, KEYS.callsOnly))).toEqual([403, "missing_scope"]);
    expect(await answer(ask("GET"), 200, ScenarioListSchema)).toEqual(before);
    expect(harness.desks.snapshots).toEqual([]);
  });
});

describe("a change", () => {
  it("is a new version; the one before stays readable, also when the scenario is gone", async () => {
    const { id } = await make({ rules: [critical] });
    const change = { version: 1, name: "Days", rules: [{ ...critical, enabled: false }] };
    const { scenario } = await answer(ask("PATCH", `/${id}`, change), 200, ScenarioSavedSchema);
    expect(scenario).toMatchObject({ version: 2, name: "Days", project_id: DEMO.projectId });
    expect(pushed(id)).toMatchObject({ version: 2, rules: [{ enabled: false }] });
    await answer(ask("DELETE", `/${id}`), 200, ScenarioDeletedSchema);
    const of = (version: number) =>
      answer(ask("GET", `/${id}/versions/${version}`), 200, ScenarioVersionSchema);
    expect(await of(1)).toMatchObject({
      scenario_id: id,
      version: 1,
      name: "Nights",
      rules: [{ enabled: true }],
    });
    expect(await of(2)).toMatchObject({ version: 2, name: "Days", saved_by: "own000000001" });
    expect((await audit(id)).map(({ action }) => action)).toEqual([
      "scenario.created",
      "scenario.changed",
      "scenario.deleted",
    ]);
    for (const [path, key] of [
      [`/${id}/versions/3`, KEYS.own],
      [`/${id}/versions/x`, KEYS.own],
      [`/${id}/versions/1`, KEYS.stranger],
    ] as const)
      expect(await short(ask("GET", path, undefined, key))).toEqual([404, "not_found"]);
  });

  it("takes a plan away with null, and the version from If-Match", async () => {
    const { id } = await make({ plan: { ringSeconds: 30 } });
    const headers = { "if-match": '"1"' };
    const patch = ask("PATCH", `/${id}`, { plan: null }, KEYS.own, headers);
    expect((await answer(patch, 200, ScenarioSavedSchema)).scenario).toMatchObject({
      version: 2,
      plan: null,
    });
    const both = ask("PATCH", `/${id}`, { version: 2, name: "x" }, KEYS.own, headers);
    expect(await short(both)).toEqual([400, "invalid_body", "version"]);
    expect(await short(ask("PATCH", `/${id}`, { name: "x" }))).toEqual([400, "invalid_body", "version"]);
  });

  it("of a version that was saved over meanwhile is refused, and told what changed", async () => {
    const { id } = await make({ rules: [critical, { ...critical, id: "other", name: "Other" }] });
    await answer(
      ask("PATCH", `/${id}`, { version: 1, name: "Days", rules: [critical] }),
      200,
      ScenarioSavedSchema,
    );
    const [status, told] = await refusal(ask("PATCH", `/${id}`, { version: 1, name: "Mine" }));
    expect([status, told.code, told.current_version, told.changed]).toEqual([
      409,
      "scenario_changed",
      2,
      ["name", "rules[other]"],
    ]);
    expect(told.detail).toMatch(
      /^The scenario is at version 2, saved .* by own000000001\. Changed since: name,/,
    );
    expect((await answer(ask("GET", `/${id}`), 200, ScenarioSchema)).name).toBe("Days");
  });

  it("by two at once is taken of one, and written down once", async () => {
    const { id } = await make();
    const saves = await Promise.all(
      ["Ann's", "Bob's", "Cy's"].map((name) => ask("PATCH", `/${id}`, { version: 1, name })),
    );
    expect(saves.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409, 409]);
    expect((await audit(id)).map(({ action }) => action)).toEqual(["scenario.created", "scenario.changed"]);
  });

  it("is stored when no Desk can be told, and says so", async () => {
    const { id } = await make();
    harness.desks.failures = 1;
    const saved = await answer(
      ask("PATCH", `/${id}`, { version: 1, name: "Late" }),
      200,
      ScenarioSavedSchema,
    );
    expect([saved.in_effect, saved.scenario.version]).toEqual([false, 2]);
  });
});

describe("a scenario in use", () => {
  it("cannot be deleted; the endpoints are named", async () => {
    const [status, told] = await refusal(ask("DELETE", `/${DEMO.scenarioId}`));
    expect([status, told.code, told.endpoints]).toEqual([
      409,
      "scenario_in_use",
      [{ id: DEMO.endpointId, name: "Demo endpoint" }],
    ]);
    expect(await audit(DEMO.scenarioId)).toEqual([]);
    expect((await ask("GET", `/${DEMO.scenarioId}`)).status).toBe(200);
  });
});

describe("scenarios of another organization", () => {
  it("are neither shown nor changed nor deleted, and their ids are no references", async () => {
    const ids = async (key: string) =>
      (await answer(ask("GET", "", undefined, key), 200, ScenarioListSchema)).data.map(({ id }) => id);
    expect(await ids(KEYS.stranger)).toEqual([FOREIGN]);
    expect(await ids(KEYS.own)).not.toContain(FOREIGN);
    for (const [method, body] of [
      ["GET", undefined],
      ["PATCH", { version: 1, name: "Taken" }],
      ["DELETE", undefined],
    ] as const)
      expect(await short(ask(method, `/${FOREIGN}`, body))).toEqual([404, "not_found"]);
    expect(await short(ask("GET", `/${FOREIGN}/versions/1`))).toEqual([404, "not_found"]);
    const theirs = await answer(ask("GET", `/${FOREIGN}`, undefined, KEYS.stranger), 200, ScenarioSchema);
    expect(theirs).toMatchObject({ version: 1, saved_by: null });
    const first = ask("GET", `/${FOREIGN}/versions/1`, undefined, KEYS.stranger);
    expect((await answer(first, 200, ScenarioVersionSchema)).name).toBe(theirs.name);
  });
});

describe("POST /api/v1/scenarios/validate", () => {
  const validate = (body: unknown, key?: string) => ask("POST", "/validate", body, key);

  it("says what saving would say, of a draft without a name, and stores nothing", async () => {
    const count = async () => (await answer(ask("GET", "?limit=200"), 200, ScenarioListSchema)).data.length;
    const before = await count();
    const good = await answer(validate({ rules: [critical] }), 200, ScenarioReviewSchema);
    expect(good).toMatchObject({ valid: true, problems: [] });
    const bad = { rules: [{ ...critical, count: { times: 1, withinSeconds: 5 } }] };
    expect(await answer(validate(bad), 200, ScenarioReviewSchema)).toMatchObject({
      valid: false,
      problems: [{ path: "rules[0].count.withinSeconds", reason: "out_of_range" }],
    });
    expect(await short(validate([]))).toEqual([400, "invalid_body", ""]);
    expect(await count()).toBe(before);
  });

  it("knows the people of the caller's organization alone", async () => {
    expect(
      await answer(validate({ rules: [critical] }, KEYS.stranger), 200, ScenarioReviewSchema),
    ).toMatchObject({
      valid: false,
      problems: [{ path: "rules[0].action.memberId", reason: "unknown_value" }],
    });
    expect(await short(validate({}, KEYS.callsOnly))).toEqual([403, "missing_scope"]);
  });
});

it("all scenarios of an organization fit into its Desk, or the last is refused", async () => {
  const text = "x".repeat(1000);
  const conditions = Array.from({ length: 45 }, (_, n) => ({ field: `f${n}`, operator: "eq", value: text }));
  const rules = Array.from({ length: 5 }, (_, n) => ({
    ...critical,
    id: `r${n}`,
    when: { any: conditions },
  }));
  const made = [];
  for (let n = 0; n < 4; n += 1) made.push(await make({ rules }));
  expect(await short(ask("POST", "", { ...own, rules }))).toEqual([400, "invalid_body", "rules"]);
  for (const { id } of made) await answer(ask("DELETE", `/${id}`), 200, ScenarioDeletedSchema);
});
