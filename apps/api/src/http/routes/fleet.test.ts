import type { PbxChanged } from "@callping/contract/api/fleet-control";
import {
  FleetDefinitionSchema,
  PbxChangedSchema,
  PbxTokenSchema,
} from "@callping/contract/api/fleet-control";
import { FleetEventsSchema } from "@callping/contract/api/fleet";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fleetStatements } from "../../db/fleet.ts";
import { runBatch } from "../../db/statement.ts";
import { NOW } from "../../db/testing/fixtures.ts";
import { matchesCredential } from "../../services/credentials/digest.ts";
import { loadFleet } from "../../services/fleet/load-fleet.ts";
import { pbxDefinition } from "../../services/fleet/testing/pbx-definition.ts";
import { KEYS, openHarness } from "../testing/harness.ts";
import type { Harness } from "../testing/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
  await runBatch(harness.db, fleetStatements([pbxDefinition("pbx-1"), pbxDefinition("pbx-2")], NOW));
});
afterAll(() => harness.dispose());

const ask = (method: string, path: string, body?: object, key: string = KEYS.operator) =>
  harness.api(`/api/v1/fleet/${path}`, key, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

/** A change that must go well, and the PBX after it. */
async function change(method: string, path: string, body: object): Promise<PbxChanged["pbx"]> {
  const answer = await ask(method, path, { reason: "the test wants it", ...body });
  expect([path, answer.status]).toEqual([path, method === "POST" ? 201 : 200]);
  const { token: _token, ...changed } = await answer.json<PbxChanged & { token?: string }>();
  return v.parse(PbxChangedSchema, changed).pbx;
}
const defined = async (id: string) => (await loadFleet(harness.db)).pbxs.find((pbx) => pbx.id === id);
const CARRIER = "pbxs/pbx-1/trunks/carrier";
const TRUNK = {
  id: "zadarma",
  endpoint: "zadarma",
  route_countries: ["+380"],
  cleared_for_eu: false,
  number_format: "digits",
  caller_ids: ["+380441234567", "+380441234568"],
  calls_per_second: 1,
  concurrent_calls: 3,
};
const PBX = { id: "pbx-9", country: "KR", region: "asia" };

const CHANGES: [method: string, path: string, body: object][] = [
  ["POST", "pbxs", PBX],
  ["PATCH", "pbxs/pbx-1", { draining: true }],
  ["POST", "pbxs/pbx-1/token", {}],
  ["DELETE", "pbxs/pbx-1/token", {}],
  ["POST", "pbxs/pbx-1/trunks", TRUNK],
  ["PATCH", CARRIER, { enabled: false }],
  ["POST", "canaries", {}],
  ["PUT", `${CARRIER}/countries/FR`, { enabled: false }],
];

describe("who may change the fleet", () => {
  it.each(CHANGES)(
    "%s %s: no organization's key, though it has every scope; no stranger's; none at all",
    async (method, path, body) => {
      const before = await loadFleet(harness.db);
      const asked = { ...body, reason: "I would like to" };
      for (const key of [KEYS.own, KEYS.stranger]) {
        const answer = await ask(method, path, asked, key);
        expect([answer.status, await answer.json()]).toMatchObject([403, { code: "missing_scope" }]);
      }
      for (const key of [KEYS.revoked, `cpo_${"x".repeat(43)}`, "cpo_", `${KEYS.operator}x`])
        expect((await ask(method, path, asked, key)).status).toBe(401);
      expect(await loadFleet(harness.db)).toEqual(before);
    },
  );

  it("an organization's key whose row was given the scope still has not got it", async () => {
    await harness.db
      .prepare("UPDATE api_keys SET scopes = ? WHERE id = 'key_callsonly001'")
      .bind(JSON.stringify(["calls:read", "fleet:write"]))
      .run();
    expect((await ask("GET", "pbxs", undefined, KEYS.callsOnly)).status).toBe(403);
  });

  it("an operator's key reads the fleet and nothing of any organization", async () => {
    expect((await harness.api("/api/v1/fleet", KEYS.operator)).status).toBe(200);
    for (const path of ["alerts", "calls", "numbers", "endpoints"])
      expect((await harness.api(`/api/v1/${path}`, KEYS.operator)).status).toBe(403);
  });

  it.each(CHANGES)("%s %s wants a reason", async (method, path, body) => {
    for (const reason of [undefined, "", "  "]) {
      const answer = await ask(method, path, { ...body, reason });
      expect([answer.status, await answer.json()]).toMatchObject([
        400,
        { code: "invalid_body", problems: [{ path: "reason" }] },
      ]);
    }
  });
});

describe("PBXs", () => {
  it("are added with a token that is shown once, changed and drained", async () => {
    const answer = await ask("POST", "pbxs", { ...PBX, reason: "a fifth place" });
    const { token, pbx } = v.parse(PbxTokenSchema, await answer.json());
    expect(pbx).toMatchObject({ ...PBX, enabled: true, draining: false, tokens: 1, trunks: [] });
    const { CREDENTIAL_PEPPER } = harness.env;
    const digests = (await defined("pbx-9"))?.tokenDigests ?? [];
    expect(await matchesCredential(CREDENTIAL_PEPPER, "pbx_token", token, digests)).toBe(true);
    expect((await ask("POST", "pbxs", { ...PBX, reason: "again" })).status).toBe(409);
    expect(await change("PATCH", "pbxs/pbx-9", { draining: true })).toMatchObject({
      draining: true,
      country: "KR",
    });
    expect(await change("PATCH", "pbxs/pbx-9", { draining: false, enabled: false })).toMatchObject({
      enabled: false,
    });
    expect((await ask("PATCH", "pbxs/pbx-404", { draining: true, reason: "nobody" })).status).toBe(404);
  });

  it("change their token without a moment in which none is accepted", async () => {
    const digests = async () => (await defined("pbx-2"))?.tokenDigests ?? [];
    const old = await digests();
    expect((await ask("DELETE", "pbxs/pbx-2/token", { reason: "too early" })).status).toBe(409);
    const { token } = v.parse(
      PbxTokenSchema,
      await (await ask("POST", "pbxs/pbx-2/token", { reason: "yearly" })).json(),
    );
    expect(await digests()).toEqual([...old, expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect((await ask("POST", "pbxs/pbx-2/token", { reason: "a third" })).status).toBe(409);
    expect(await change("DELETE", "pbxs/pbx-2/token", {})).toMatchObject({ tokens: 1 });
    expect(await matchesCredential(harness.env.CREDENTIAL_PEPPER, "pbx_token", token, await digests())).toBe(
      true,
    );
    const shown = await (await ask("GET", "pbxs")).text();
    expect([shown.includes(token), shown.includes(old[0] ?? "?")]).toEqual([false, false]);
  });

  it("the PBX that was locked out: of two who make its next token at once one is told no, and a lost one is taken back", async () => {
    const digests = async () => (await defined("pbx-1"))?.tokenDigests ?? [];
    const old = await digests();
    const make = () => ask("POST", "pbxs/pbx-1/token", { reason: "at the same moment" });
    const answers = await Promise.all([make(), make()]);
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 409]);
    expect(await digests()).toHaveLength(2);
    const audited =
      "SELECT count(*) AS n FROM audit_log WHERE action = 'fleet.token_added' AND subject = 'pbx-1'";
    expect(await harness.db.prepare(audited).first("n")).toBe(1);
    const lost = { drop: "newest", reason: "the answer was lost" };
    expect(await change("DELETE", "pbxs/pbx-1/token", lost)).toMatchObject({ tokens: 1 });
    expect(await digests()).toEqual(old);
  });
});

describe("trunks", () => {
  it("are added switched off, and changed field by field", async () => {
    const added = await change("POST", "pbxs/pbx-2/trunks", TRUNK);
    const shown = added.trunks.find(({ id }) => id === "zadarma");
    expect(shown).toMatchObject({
      ...TRUNK,
      enabled: false,
      priority: 10,
      cost_class: "standard",
      countries_off: [],
    });
    const path = "pbxs/pbx-2/trunks/zadarma";
    await change("PATCH", path, {
      enabled: true,
      priority: 3,
      cost_class: "low",
      caller_ids: ["+380441234569"],
    });
    expect((await defined("pbx-2"))?.trunks.find(({ id }) => id === "zadarma")).toMatchObject({
      enabled: true,
      priority: 3,
      costClass: "low",
      callerId: "+380441234569",
      moreCallerIds: [],
      routeCountries: ["+380"],
      numberFormat: "digits",
      carriesFiction: false,
    });
    expect((await ask("POST", "pbxs/pbx-2/trunks", { ...TRUNK, reason: "again" })).status).toBe(409);
    expect((await ask("PATCH", "pbxs/pbx-2/trunks/none", { enabled: true, reason: "nobody" })).status).toBe(
      404,
    );
  });

  it.each<[string, object, string]>([
    ["a country that is none", { route_countries: ["Ukraine"] }, "route_countries.0"],
    ["no caller id", { caller_ids: [] }, "caller_ids"],
    ["a caller name that could end its quotes", { caller_name: 'a" <sip:x>' }, "caller_name"],
    ["an endpoint with a host", { endpoint: "x@evil" }, "endpoint"],
    ["what only the local carrier has", { carries_fiction: true }, "carries_fiction"],
    ["a pace of nothing", { calls_per_second: 0 }, "calls_per_second"],
  ])("are refused with %s", async (_what, wrong, path) => {
    const answer = await ask("PATCH", CARRIER, { ...wrong, reason: "why not" });
    expect([answer.status, await answer.json()]).toMatchObject([400, { problems: [{ path }] }]);
  });

  it("the canary rang a customer: their number is refused for test calls, and so is one of our own", async () => {
    await harness.db
      .prepare("UPDATE phones SET number = '+380671112233' WHERE number = '+33199000103'")
      .run();
    const refusals = [
      ["+380671112233", "a customer's telephone"],
      ["+380441234569", "come back to us"],
      ["+33199000101", "may not be called"],
      ["+13125550199", "may not be called"],
    ] as const;
    for (const [canary_number, why] of refusals) {
      const answer = await ask("PATCH", "pbxs/pbx-2/trunks/zadarma", {
        canary_number,
        reason: "test calls",
      });
      const { detail } = await answer.json<{ detail: string }>();
      expect([canary_number, answer.status, detail]).toEqual([
        canary_number,
        409,
        expect.stringContaining(why),
      ]);
    }
    const echo = { canary_number: "+380445001122", canary_minutes: 10 };
    const { trunks } = await change("PATCH", "pbxs/pbx-2/trunks/zadarma", echo);
    expect(trunks.find(({ id }) => id === "zadarma")).toMatchObject(echo);
  });

  it("a kill switch of a country is set once, says why, and is taken back", async () => {
    const path = `${CARRIER}/countries/UA`;
    const off = { enabled: false, reason: "fraud from there" };
    await change("PUT", path, off);
    const { trunks } = await change("PUT", path, { ...off, reason: "and again" });
    expect(trunks[0]?.countries_off).toEqual([
      { country: "UA", reason: "fraud from there", switched_by: "olena", switched_at: expect.any(String) },
    ]);
    expect((await defined("pbx-1"))?.trunks[0]?.countriesOff).toEqual(["UA"]);
    expect((await change("PUT", path, { enabled: true })).trunks[0]?.countries_off).toEqual([]);
    expect((await ask("PUT", `${CARRIER}/countries/ua`, off)).status).toBe(400);
    expect((await ask("PUT", "pbxs/pbx-1/trunks/none/countries/UA", off)).status).toBe(404);
  });

  it.each(["UK", "EL", "XX"])(
    "the fraud that went on behind a kill switch for %s, which no number is of",
    async (code) => {
      const off = { enabled: false, reason: "fraud" };
      const answer = await ask("PUT", `${CARRIER}/countries/${code}`, off);
      expect([answer.status, await answer.json()]).toMatchObject([400, { problems: [{ path: "country" }] }]);
      const route = await ask("PATCH", CARRIER, { route_countries: ["GB", code], reason: "a new contract" });
      expect([route.status, await route.json()]).toMatchObject([
        400,
        { problems: [{ path: "route_countries.1" }] },
      ]);
    },
  );
});

describe("every change", () => {
  it("is told to the Fleet and to the PBX's link, is audited, and shows among the events", async () => {
    harness.neighbours.redefined.length = 0;
    await change("PATCH", "pbxs/pbx-1", { draining: true, reason: "new kernel" });
    expect(harness.neighbours.redefined).toEqual(["pbx:pbx-1"]);
    const events = v.parse(FleetEventsSchema, await (await ask("GET", "events")).json());
    expect(events.data[0]).toMatchObject({
      kind: "pbx_draining",
      pbx_id: "pbx-1",
      trunk_id: null,
      by: "olena",
      reason: "new kernel",
      change: { draining: true },
    });
    const shown = v.parse(FleetEventsSchema, await (await ask("GET", "events", undefined, KEYS.own)).json());
    expect(shown.data[0]).toMatchObject({
      kind: "pbx_draining",
      by: "an operator",
      reason: "an operator changed it",
      change: {},
    });
    const audit = await harness.db
      .prepare(
        "SELECT organization_id, actor_id, action, subject, detail FROM audit_log ORDER BY created_at DESC, id DESC LIMIT 1",
      )
      .first();
    expect(audit).toEqual({
      organization_id: "org_operators",
      actor_id: "operator:olena",
      action: "fleet.pbx_draining",
      subject: "pbx-1",
      detail: JSON.stringify({ draining: true, reason: "new kernel" }),
    });
  });

  it("lists the whole definition", async () => {
    const { data } = v.parse(FleetDefinitionSchema, await (await ask("GET", "pbxs")).json());
    expect(data.map(({ id }) => id)).toEqual(["pbx-1", "pbx-2", "pbx-9"]);
  });
});
