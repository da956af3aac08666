import { NumberListSchema } from "@callping/contract/api/configuration";
import {
  MaintenanceChangedSchema,
  MaintenanceDeletedSchema,
  MaintenanceListSchema,
  MaintenanceSchema,
  QuietHoursSetSchema,
} from "@callping/contract/api/maintenance";
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

const PATH = "/api/v1/maintenance";
const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
const upgrade = { name: "Upgrade", endpoint_id: DEMO.endpointId, ends_at: inHours(2) };
const weekly = [{ days: ["sat", "sun"], from: "22:00", to: "06:00" }];

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
const make = async (body: object = upgrade, key?: string) =>
  answer(ask("POST", PATH, body, key), 201, MaintenanceChangedSchema);
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
const pushed = () => harness.desks.snapshots.at(-1)?.snapshot;

describe("maintenance", () => {
  it("without a begin begins now: a mute; the Desk knows it at once, and the audit who", async () => {
    const { maintenance, in_effect } = await make();
    expect([maintenance.active, maintenance.changes_at, in_effect]).toEqual([true, upgrade.ends_at, true]);
    expect(pushed()?.maintenance).toMatchObject([
      {
        id: maintenance.id,
        endpoint_id: DEMO.endpointId,
        project_id: null,
        schedule: { ends_at: upgrade.ends_at },
      },
    ]);
    expect(await audit(maintenance.id)).toEqual(["maintenance.created"]);
    expect(await answer(ask("GET", `${PATH}/${maintenance.id}`), 200, MaintenanceSchema)).toEqual(
      maintenance,
    );
  });

  it("every week, for a project or the whole organization, by a zone of its own", async () => {
    const { maintenance } = await make({
      name: "Nights",
      project_id: DEMO.projectId,
      weekly,
      time_zone: "Europe/Kyiv",
    });
    expect(maintenance).toMatchObject({
      weekly,
      time_zone: "Europe/Kyiv",
      starts_at: null,
      project_id: DEMO.projectId,
    });
    expect((await make({ name: "All", weekly })).maintenance).toMatchObject({
      project_id: null,
      time_zone: null,
    });
  });

  it("changes where it is given and stays where it is not; deleted it silences nobody", async () => {
    const { maintenance } = await make();
    const path = `${PATH}/${maintenance.id}`;
    const ends_at = inHours(5);
    const changed = await answer(ask("PATCH", path, { ends_at }), 200, MaintenanceChangedSchema);
    expect(changed.maintenance).toEqual({ ...maintenance, ends_at, changes_at: ends_at });
    const turned = { starts_at: null, ends_at: null, weekly, endpoint_id: null };
    const again = await answer(ask("PATCH", path, turned), 200, MaintenanceChangedSchema);
    expect(again.maintenance).toMatchObject({ ...turned, name: "Upgrade" });
    const deleted = await answer(ask("DELETE", path), 200, MaintenanceDeletedSchema);
    expect(deleted).toEqual({ id: maintenance.id, in_effect: true });
    expect(pushed()?.maintenance?.map(({ id }) => id)).not.toContain(maintenance.id);
    expect(await refusal(ask("GET", path))).toEqual([404, "not_found"]);
    expect(await audit(maintenance.id)).toEqual([
      "maintenance.created",
      "maintenance.changed",
      "maintenance.changed",
      "maintenance.deleted",
    ]);
  });

  it("that is over stays in the list and is no burden to the Desk", async () => {
    const { maintenance } = await make();
    const over = JSON.stringify({ starts_at: inHours(-3), ends_at: inHours(-1) });
    await harness.db
      .prepare("UPDATE maintenance SET schedule = ? WHERE id = ?")
      .bind(over, maintenance.id)
      .run();
    await make();
    expect(pushed()?.maintenance?.map(({ id }) => id)).not.toContain(maintenance.id);
    const { data } = await answer(ask("GET", PATH), 200, MaintenanceListSchema);
    expect(data.find(({ id }) => id === maintenance.id)).toMatchObject({ active: false, changes_at: null });
  });

  it.each<[object, string[]]>([
    [{}, ["name"]],
    [{ name: " ", ends_at: 5, colour: "red" }, ["name", "ends_at", "colour"]],
    [{ name: "a" }, ["starts_at"]],
    [{ name: "a", ends_at: inHours(-1), starts_at: inHours(-2) }, ["ends_at"]],
    [{ name: "a", ends_at: inHours(24 * 40) }, ["ends_at"]],
    [{ name: "a", weekly: [{}], time_zone: "Mars" }, ["weekly", "time_zone"]],
    [{ name: "a", weekly: [{ days: ["someday"], from: "25:00" }] }, ["weekly[0].days", "weekly[0].from"]],
    [{ ...upgrade, endpoint_id: "end_L2-0", ends_at: "soon" }, ["ends_at", "endpoint_id"]],
    [{ name: "a", weekly, project_id: "prj_L2" }, ["project_id"]],
    [{ ...upgrade, project_id: DEMO.projectId }, ["project_id"]],
  ])("refuses %j and names all that is wrong: %j", async (body, paths) => {
    const [status, code, ...named] = await refusal(ask("POST", PATH, body));
    expect([status, code, new Set(named)]).toEqual([400, "invalid_body", new Set(paths)]);
    expect(harness.desks.snapshots).toEqual([]);
  });

  it("that a Desk could not be told of says so; the sweep tells it", async () => {
    harness.desks.failures = 1;
    expect((await make()).in_effect).toBe(false);
  });

  it("of one organization is none of another's, and needs its scope before anything is read", async () => {
    const theirs = await make({ name: "Theirs", ends_at: inHours(1) }, KEYS.stranger);
    const path = `${PATH}/${theirs.maintenance.id}`;
    for (const [method, body] of [["GET"], ["PATCH", { name: "Mine" }], ["DELETE"]] as const) {
      expect([method, ...(await refusal(ask(method, path, body)))]).toEqual([method, 404, "not_found"]);
      expect(await refusal(ask(method, path, body, KEYS.callsOnly))).toEqual([403, "missing_scope"]);
    }
    expect(await refusal(ask("POST", PATH, "nonsense", KEYS.callsOnly))).toEqual([403, "missing_scope"]);
    const listed = await answer(ask("GET", PATH), 200, MaintenanceListSchema);
    expect(listed.data.map(({ id }) => id)).not.toContain(theirs.maintenance.id);
    const still = await answer(ask("GET", path, undefined, KEYS.stranger), 200, MaintenanceSchema);
    expect(still).toEqual(theirs.maintenance);
    expect(harness.desks.snapshots.map(({ desk }) => desk)).toEqual(["desk:2:0"]);
  });
});

describe("quiet hours of a number", () => {
  const night = { windows: [{ from: "22:00", to: "07:00" }] };
  const numbers = async (key?: string) =>
    (await answer(ask("GET", "/api/v1/numbers", undefined, key), 200, NumberListSchema)).data;
  const pathOf = (id: string): string => `/api/v1/numbers/${id}/quiet-hours`;

  it("are set, shown, pushed and taken away; critical passes unless it says otherwise", async () => {
    const id = (await numbers())[0]?.id ?? "";
    const set = await answer(ask("PUT", pathOf(id), night), 200, QuietHoursSetSchema);
    expect(set).toMatchObject({
      id,
      quiet_hours: { critical_passes: true, time_zone: null },
      in_effect: true,
    });
    expect(pushed()?.phones.find((phone) => phone.id === id)?.quiet_hours).toEqual(set.quiet_hours);
    expect((await numbers())[0]?.quiet_hours).toEqual(set.quiet_hours);
    await answer(ask("DELETE", pathOf(id)), 200, QuietHoursSetSchema);
    expect(pushed()?.phones.find((phone) => phone.id === id)?.quiet_hours).toBeNull();
    expect(await audit(id)).toEqual(["number.quiet_hours_set", "number.quiet_hours_removed"]);
  });

  it.each<[unknown, string[]]>([
    [{}, ["windows"]],
    [null, ["windows"]],
    [{ windows: [{}] }, ["windows"]],
    [{ windows: [{ from: "22", to: "07:00" }], time_zone: "Mars" }, ["windows[0].from", "time_zone"]],
  ])("refuses %j at %j", async (body, paths) => {
    const id = (await numbers())[0]?.id ?? "";
    const [status, code, ...named] = await refusal(ask("PUT", pathOf(id), body));
    expect([status, code, named]).toEqual([400, "invalid_body", paths]);
  });

  it("of another organization's number cannot be set or seen", async () => {
    const theirs = (await numbers(KEYS.stranger))[0]?.id ?? "";
    expect(await refusal(ask("PUT", pathOf(theirs), night))).toEqual([404, "not_found"]);
    expect(await refusal(ask("DELETE", pathOf(theirs)))).toEqual([404, "not_found"]);
    expect(await refusal(ask("PUT", pathOf(theirs), night, KEYS.callsOnly))).toEqual([403, "missing_scope"]);
    expect((await numbers(KEYS.stranger))[0]?.quiet_hours).toBeNull();
    expect(harness.desks.snapshots).toEqual([]);
  });
});
