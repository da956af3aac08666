import { CallListSchema, CallSchema } from "@callping/contract/api/calls";
import { NumberListSchema } from "@callping/contract/api/configuration";
import { EndpointListSchema } from "@callping/contract/api/endpoints";
import { FleetEventsSchema, FleetSchema } from "@callping/contract/api/fleet";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fleetStatements } from "../../db/fleet.ts";
import { pbxDefinition } from "../../services/fleet/testing/pbx-definition.ts";
import { newCallRecord } from "../../objects/desk/call-record.ts";
import { runBatch } from "../../db/statement.ts";
import { NOW } from "../../db/testing/fixtures.ts";
import { KEYS, openHarness } from "../testing/harness.ts";
import type { Harness } from "../testing/harness.ts";
import { seedCalls } from "../testing/seed-records.ts";
import { WATCHER_HEADER } from "./live.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
  const calls = [
    { id: "cal_1", second: 1 },
    { id: "cal_2", second: 2, status: "ringing" },
    { id: "cal_3", second: 3, alertId: "alr_2" },
  ] as const;
  await seedCalls(harness.db, harness.organizationId, calls);
  await seedCalls(harness.db, "org_L2", [{ id: "cal_foreign", second: 2 }]);
  await runBatch(
    harness.db,
    fleetStatements(
      [pbxDefinition("pbx-1"), pbxDefinition("pbx-2"), { ...pbxDefinition("pbx-3"), enabled: false }],
      NOW,
    ),
  );
});
afterAll(() => harness.dispose());

async function read<Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
  key?: string,
): Promise<v.InferOutput<Schema>> {
  const answer = await harness.api(`/api/v1/${path}`, key);
  expect([path, answer.status]).toEqual([path, 200]);
  return v.parse(schema, await answer.json());
}

describe("GET /api/v1/calls", () => {
  it("lists an organization's own calls, newest first, by status and by alert", async () => {
    const of = async (query: string, key?: string) =>
      (await read(`calls${query}`, CallListSchema, key)).data.map((call) => call.id);
    expect(await of("")).toEqual(["cal_3", "cal_2", "cal_1"]);
    expect(await of("?status=ringing")).toEqual(["cal_2"]);
    expect(await of("?alert=alr_2")).toEqual(["cal_3"]);
    expect(await of("", KEYS.stranger)).toEqual(["cal_foreign"]);
  });

  it("pages", async () => {
    const first = await read("calls?limit=2", CallListSchema);
    const rest = await read(`calls?limit=2&cursor=${first.next_cursor}`, CallListSchema);
    expect([first.data.length, rest.data.map((call) => call.id), rest.next_cursor]).toEqual([
      2,
      ["cal_1"],
      null,
    ]);
  });

  it("the call that did not exist while the phone was ringing: it is shown from its first report on", async () => {
    const phone = { id: "pho_1", member_id: "mem_1", number: "+33199000099", label: "Ada", language: "en" };
    const record = newCallRecord("cal_live", Date.parse(NOW), {
      organizationId: harness.organizationId,
      requestId: "req_1",
      drillId: null,
      phone: { ...phone, enabled: true, primary: true, verified: true },
    });
    harness.desks.calls.set("desk:1:0", [record]);
    expect(await read("calls/cal_live", CallSchema)).toMatchObject({
      kind: "alert",
      status: "initiated",
      number: record.number_masked,
      ended_at: null,
    });
    expect((await harness.api("/api/v1/calls/cal_live", KEYS.stranger)).status).toBe(404);
  });

  it("shows one call with the number masked, and 404 to another organization", async () => {
    const call = await read("calls/cal_1", CallSchema);
    expect(call).toMatchObject({
      id: "cal_1",
      number: "+331••••••01",
      keys: [{ digit: "1" }],
      spoken: [{ words: "Database down." }],
    });
    expect((await harness.api("/api/v1/calls/cal_1", KEYS.stranger)).status).toBe(404);
    expect((await harness.api("/api/v1/calls/cal_foreign")).status).toBe(404);
  });
});

describe("configuration", () => {
  it("shows endpoints without the UUID that opens them", async () => {
    const answer = await read("endpoints", EndpointListSchema);
    expect(answer.data).toHaveLength(1);
    expect(answer.data[0]?.uuid_masked).toMatch(/^[0-9a-f]{4}•{4}-•{4}-•{4}-•{4}-•{8}[0-9a-f]{4}$/);
    expect(JSON.stringify(answer)).not.toContain(harness.endpoint.slice(5, 20));
  });

  it("shows numbers in full to a key that may read them, with whose they are", async () => {
    const { data } = await read("numbers", NumberListSchema);
    expect(data.map(({ number, primary, member }) => [number, primary, member?.name])).toEqual(
      expect.arrayContaining([
        ["+33199000101", true, "Ada Example"],
        ["+33199000102", false, "Ada Example"],
        ["+33199000103", true, "Grace Example"],
      ]),
    );
    expect(data).toHaveLength(3);
  });

  it("of another organization is another", async () => {
    expect(
      (await read("numbers", NumberListSchema, KEYS.stranger)).data.map((phone) => phone.number),
    ).toEqual(["+33199000901"]);
    expect(
      (await read("endpoints", EndpointListSchema, KEYS.stranger)).data.map((endpoint) => endpoint.id),
    ).toEqual(["end_L2-0"]);
  });
});

describe("GET /api/v1/fleet", () => {
  it("joins what is defined with what was heard, and tells no token", async () => {
    const seen = Date.now();
    const trunks = [{ trunk_id: "carrier", reachable: true, in_flight: 3 }];
    harness.neighbours.health = [
      { pbx_id: "pbx-1", connected: true, trunks, at: seen },
      { pbx_id: "pbx-2", connected: true, trunks, at: seen - 40_000 },
      { pbx_id: "pbx-3", connected: true, trunks, at: seen },
    ];
    const fleet = await read("fleet", FleetSchema);
    expect(fleet.data.map(({ id, state, trunks: [trunk] }) => [id, state, trunk?.reachable])).toEqual([
      ["pbx-1", "up", true],
      ["pbx-2", "down", false],
      ["pbx-3", "disabled", true],
    ]);
    expect(fleet.data[0]).toMatchObject({
      seen_at: new Date(seen).toISOString(),
      trunks: [{ calls_in_flight: 3 }],
    });
    expect(JSON.stringify(fleet)).not.toContain("cdcd");
  });
});

describe("what is known of trunks", () => {
  const at = Date.parse("2026-03-01T03:00:00.000Z");
  const trunk = { pbx_id: "pbx-1", trunk_id: "carrier" };

  it("stands with each trunk: how its last calls to a country fared, and what follows", async () => {
    harness.neighbours.trunks = [
      {
        ...trunk,
        country: "FR",
        state: "open",
        until: at + 30_000,
        reason: "trunk_silent",
        outcomes: { trunk_silent: 5, acknowledged: 2 },
        delays_ms: [900, 3_000, 1_200],
      },
    ];
    const fleet = await read("fleet", FleetSchema);
    expect(fleet.data.map(({ trunks }) => trunks[0]?.countries)).toEqual([
      [
        {
          country: "FR",
          breaker: "open",
          until: "2026-03-01T03:00:30.000Z",
          reason: "trunk_silent",
          outcomes: { trunk_silent: 5, acknowledged: 2 },
          post_dial_delay_ms: { p50: 1_200, p99: 3_000 },
        },
      ],
      [],
      [],
    ]);
  });

  it("is told as it changed, newest first", async () => {
    harness.neighbours.events = [
      { at, kind: "pbx_up", pbx_id: "pbx-1", trunk_id: null, country: null, reason: "up" },
      { at: at + 1_000, kind: "trunk_doubted", ...trunk, country: "FR", reason: "trunk_silent" },
    ];
    const { data } = await read("fleet/events", FleetEventsSchema);
    expect(data.map(({ at: time, kind, country }) => [time, kind, country])).toEqual([
      ["2026-03-01T03:00:01.000Z", "trunk_doubted", "FR"],
      ["2026-03-01T03:00:00.000Z", "pbx_up", null],
    ]);
    expect((await harness.api("/api/v1/fleet/events", KEYS.callsOnly)).status).toBe(403);
  });
});

describe("sockets", () => {
  const upgrade = { headers: { upgrade: "websocket", connection: "upgrade" } };

  it("of the live feed reach the organization's own Desk, with the key replaced by who watches", async () => {
    await harness.api("/api/v1/live", KEYS.stranger, {
      headers: { ...upgrade.headers, [WATCHER_HEADER]: "forged" },
    });
    const [watched] = harness.desks.fetched;
    expect([
      watched?.desk,
      watched?.request.headers.get(WATCHER_HEADER),
      watched?.request.headers.get("authorization"),
    ]).toEqual(["desk:2:0", "key_strange00001", null]);
    expect((await harness.api("/api/v1/live")).status).toBe(426);
  });

  it("of a PBX reach its object, which answers 401 itself; other names reach none", async () => {
    expect((await harness.request("/pbx/pbx-1", upgrade)).status).toBe(401);
    for (const id of ["PBX-1", "a.b", "x".repeat(33), "%2e%2e"])
      expect((await harness.request(`/pbx/${id}`, upgrade)).status).toBe(404);
    expect((await harness.request("/pbx/pbx-2")).status).toBe(426);
    expect(harness.neighbours.pbxRequests).toEqual(["pbx:pbx-1"]);
  });
});
