import {
  ContactChangedSchema,
  ContactDeletedSchema,
  ContactListSchema,
  ContactSchema,
  ProjectChangedSchema,
  ProjectDeletedSchema,
  ProjectListSchema,
  ProjectSchema,
} from "@callping/contract/api/projects";
import { NumberListSchema } from "@callping/contract/api/configuration";
import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEMO } from "../../db/demo.ts";
import { peopleOf } from "../../objects/desk/people.ts";
import { KEYS, openHarness } from "../testing/harness.ts";
import type { Harness } from "../testing/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.dispose());
beforeEach(() => harness.desks.reset());

function ask(method: string, path: string, body?: unknown, key: string = KEYS.own): Promise<Response> {
  return harness.api(`/api/v1${path}`, key, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
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
const pushed = () => {
  const snapshot = harness.desks.snapshots.at(-1)?.snapshot;
  if (snapshot === undefined) throw new Error("nothing was pushed");
  return snapshot;
};
const memberIds = async (organizationId: string): Promise<string[]> => {
  const { results } = await harness.db
    .prepare("SELECT id FROM members WHERE organization_id = ? ORDER BY created_at, id")
    .bind(organizationId)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
};
/** Who an action rings on the demo's endpoint, by what its Desk was given last. */
const rung = (action: Parameters<ReturnType<typeof peopleOf>>[0]) => {
  const endpoint = pushed().endpoints.find(({ id }) => id === DEMO.endpointId);
  if (endpoint === undefined) throw new Error("the demo has an endpoint");
  return peopleOf(pushed(), endpoint, { all: () => new Set() })(action);
};

describe("projects", () => {
  it("say whom call_project rings, from the very next step on", async () => {
    const [ada = "", grace = ""] = await memberIds(DEMO.organizationId);
    const path = `/projects/${DEMO.projectId}`;
    const both = await answer(
      ask("PATCH", path, { member_ids: [grace, ada, ada] }),
      200,
      ProjectChangedSchema,
    );
    expect(both.in_effect).toBe(true);
    expect(both.project.members.map(({ id }) => id)).toEqual([ada, grace]);
    expect(both.project.endpoints).toMatchObject([{ id: DEMO.endpointId }]);
    expect(both.project.scenarios).toHaveLength(1);
    expect(rung({ type: "call_project" }).targets.map(({ memberId }) => memberId)).toEqual([ada, grace]);
    const renamed = await answer(ask("PATCH", path, { name: "Checkout" }), 200, ProjectChangedSchema);
    expect(renamed.project).toEqual({ ...both.project, name: "Checkout" });
    await answer(ask("PATCH", path, { member_ids: [grace] }), 200, ProjectChangedSchema);
    expect(rung({ type: "call_project" }).targets.map(({ memberId }) => memberId)).toEqual([grace]);
    await answer(ask("PATCH", path, { member_ids: [] }), 200, ProjectChangedSchema);
    expect(rung({ type: "call_project" })).toMatchObject({
      targets: [],
      reason: "the endpoint's project has no members",
    });
    expect(await answer(ask("GET", path), 200, ProjectSchema)).toMatchObject({
      name: "Checkout",
      members: [],
    });
    expect(await audit(DEMO.projectId)).toEqual(Array.from({ length: 4 }, () => "project.changed"));
  });

  it("are made, listed and deleted; a project in use is not, and says what uses it", async () => {
    const [ada = ""] = await memberIds(DEMO.organizationId);
    const made = await answer(
      ask("POST", "/projects", { name: " Infra ", member_ids: [ada] }),
      201,
      ProjectChangedSchema,
    );
    const { id } = made.project;
    expect(made.project).toMatchObject({
      name: "Infra",
      members: [{ id: ada }],
      endpoints: [],
      scenarios: [],
    });
    const { data } = await answer(ask("GET", "/projects"), 200, ProjectListSchema);
    expect(data.map((project) => project.id)).toEqual([id, DEMO.projectId]);
    const upgrade = {
      name: "Upgrade",
      project_id: id,
      ends_at: new Date(Date.now() + 3_600_000).toISOString(),
    };
    expect((await ask("POST", "/maintenance", upgrade)).status).toBe(201);
    const held = await ask("DELETE", `/projects/${id}`);
    expect([held.status, await held.json()]).toMatchObject([
      409,
      {
        code: "project_in_use",
        detail: 'The project holds maintenance: "Upgrade".',
        maintenance: [{ name: "Upgrade" }],
      },
    ]);
    await harness.db.prepare("DELETE FROM maintenance WHERE project_id = ?").bind(id).run();
    expect(await answer(ask("DELETE", `/projects/${id}`), 200, ProjectDeletedSchema)).toEqual({
      id,
      in_effect: true,
    });
    expect(await audit(id)).toEqual(["project.created", "project.deleted"]);
    const used = await (
      await ask("DELETE", `/projects/${DEMO.projectId}`)
    ).json<{ endpoints: unknown[]; scenarios: unknown[] }>();
    expect([used.endpoints.length, used.scenarios.length]).toEqual([1, 1]);
  });

  it.each<[object, string[]]>([
    [{}, ["name"]],
    [{ name: " ", member_ids: 5, colour: "red" }, ["name", "member_ids", "colour"]],
    [{ name: "a", member_ids: ["mem_nobody"] }, ["member_ids.0"]],
  ])("refuse %j and name all that is wrong: %j", async (body, paths) => {
    const [status, code, ...named] = await refusal(ask("POST", "/projects", body));
    expect([status, code, new Set(named)]).toEqual([400, "invalid_body", new Set(paths)]);
    expect(harness.desks.snapshots).toEqual([]);
  });

  it("of one organization are none of another's, and need their scope before anything is read", async () => {
    const [stranger = ""] = await memberIds("org_L2");
    const path = `/projects/${DEMO.projectId}`;
    expect(await refusal(ask("PATCH", path, { member_ids: [stranger] }))).toEqual([
      400,
      "invalid_body",
      "member_ids.0",
    ]);
    for (const [method, body] of [["GET"], ["PATCH", { name: "Mine" }], ["DELETE"]] as const) {
      expect(await refusal(ask(method, path, body, KEYS.stranger))).toEqual([404, "not_found"]);
      expect(await refusal(ask(method, path, body, KEYS.callsOnly))).toEqual([403, "missing_scope"]);
    }
    expect(await refusal(ask("POST", "/projects", "nonsense", KEYS.callsOnly))).toEqual([
      403,
      "missing_scope",
    ]);
    const theirs = await answer(ask("GET", "/projects", undefined, KEYS.stranger), 200, ProjectListSchema);
    expect(theirs.data.map(({ id }) => id)).not.toContain(DEMO.projectId);
    expect(harness.desks.snapshots).toEqual([]);
  });
});

describe("contacts", () => {
  const phone = (contactId: string, verifiedAt: string | null) =>
    harness.db
      .prepare(
        `INSERT INTO contact_phones (id, organization_id, contact_id, number, label, is_primary, verified_at, created_at)
         VALUES ('pho_c', ?, ?, '+33199000977', 'Plumber', 1, ?, '2026-11-22T00:00:00.000Z')
         ON CONFLICT (id) DO UPDATE SET verified_at = excluded.verified_at`,
      )
      .bind(DEMO.organizationId, contactId, verifiedAt)
      .run();

  it("are called by call_member once they agreed by a key, and never before", async () => {
    const { contact } = await answer(ask("POST", "/contacts", { name: "Lin" }), 201, ContactChangedSchema);
    const action = { type: "call_member", memberId: contact.id } as const;
    expect([contact.reachable, rung(action).targets]).toEqual([false, []]);
    await phone(contact.id, null);
    await answer(ask("PATCH", `/contacts/${contact.id}`, { name: "Lin Wu" }), 200, ContactChangedSchema);
    expect(rung(action).targets).toEqual([]);
    await phone(contact.id, "2026-11-22T00:00:00.000Z");
    const named = await answer(
      ask("PATCH", `/contacts/${contact.id}`, { name: "Lin W." }),
      200,
      ContactChangedSchema,
    );
    expect(named.contact.reachable).toBe(true);
    expect(rung(action).targets).toMatchObject([
      { phoneId: "pho_c", memberId: contact.id, memberName: "Lin W." },
    ]);
    // Whoever has no account is rung only where they are named.
    expect(rung({ type: "call_all" }).targets.map(({ memberId }) => memberId)).not.toContain(contact.id);
    const numbers = await answer(ask("GET", "/numbers"), 200, NumberListSchema);
    expect(numbers.data.find(({ id }) => id === "pho_c")).toMatchObject({
      member: null,
      contact: { name: "Lin W." },
    });
    expect(
      (await ask("PUT", "/numbers/pho_c/quiet-hours", { windows: [{ from: "22:00", to: "07:00" }] })).status,
    ).toBe(200);
    expect(pushed().phones.find(({ id }) => id === "pho_c")?.quiet_hours).toMatchObject({
      critical_passes: true,
    });
    const { scenarios } = pushed();
    const [scenario] = scenarios;
    const plan = { steps: [{ afterSeconds: 300, action }] };
    const saved = await ask("PATCH", `/scenarios/${scenario?.id}`, { version: scenario?.version, plan });
    expect([saved.status, await saved.json()]).toMatchObject([200, { warnings: [] }]);
    const held = await ask("DELETE", `/contacts/${contact.id}`);
    expect([held.status, await held.json()]).toMatchObject([
      409,
      { code: "contact_in_use", scenarios: [{ id: scenario?.id }] },
    ]);
    const without = { version: (scenario?.version ?? 0) + 1, plan: null };
    expect((await ask("PATCH", `/scenarios/${scenario?.id}`, without)).status).toBe(200);
    expect(await answer(ask("DELETE", `/contacts/${contact.id}`), 200, ContactDeletedSchema)).toMatchObject({
      in_effect: true,
    });
    expect(pushed().phones.map(({ id }) => id)).not.toContain("pho_c");
    expect(await audit(contact.id)).toEqual([
      "contact.created",
      "contact.changed",
      "contact.changed",
      "contact.deleted",
    ]);
  });

  it("of one organization are none of another's, and need their scope before anything is read", async () => {
    const { contact } = await answer(
      ask("POST", "/contacts", { name: "Theirs" }, KEYS.stranger),
      201,
      ContactChangedSchema,
    );
    const path = `/contacts/${contact.id}`;
    for (const [method, body] of [["GET"], ["PATCH", { name: "Mine" }], ["DELETE"]] as const) {
      expect(await refusal(ask(method, path, body))).toEqual([404, "not_found"]);
      expect(await refusal(ask(method, path, body, KEYS.callsOnly))).toEqual([403, "missing_scope"]);
    }
    expect(await refusal(ask("POST", "/contacts", "nonsense", KEYS.callsOnly))).toEqual([
      403,
      "missing_scope",
    ]);
    expect(await refusal(ask("POST", "/contacts", { name: "", number: "+1" }))).toEqual([
      400,
      "invalid_body",
      "name",
      "number",
    ]);
    const { data } = await answer(ask("GET", "/contacts"), 200, ContactListSchema);
    expect(data.map(({ id }) => id)).not.toContain(contact.id);
    expect(await answer(ask("GET", path, undefined, KEYS.stranger), 200, ContactSchema)).toEqual(contact);
  });
});
