import {
  CapsSchema,
  CountriesSchema,
  CountrySetSchema,
  OperatorCapsSetSchema,
  PrefixesOffSetSchema,
  RefusalListSchema,
} from "@callping/contract/api/caps";
import { ReadinessSchema } from "@callping/contract/api/readiness";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fleetStatements } from "../../db/fleet.ts";
import { runBatch } from "../../db/statement.ts";
import type { RefusalRecord } from "../../objects/desk-protocol.ts";
import { projections } from "../../records/statements.ts";
import { checkSavedNumber } from "../../services/caps/check-saved-number.ts";
import { loadFleet } from "../../services/fleet/load-fleet.ts";
import { pbxDefinition } from "../../services/fleet/testing/pbx-definition.ts";
import { sendDueMail } from "../../services/mail/send-due-mail.ts";
import { buildSnapshot } from "../../services/organizations/build-snapshot.ts";
import type { Actor } from "../../services/permission.ts";
import { pbxAcceptsPhone } from "../../services/pbx-registry.ts";
import { type Harness, KEYS, openHarness } from "../testing/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.dispose());

const put = (path: string, body: unknown, key: string = KEYS.own) =>
  harness.api(path, key, { method: "PUT", body: JSON.stringify(body) });
const get = async <S extends v.GenericSchema>(path: string, schema: S, key: string = KEYS.own) =>
  v.parse(schema, await (await harness.api(path, key)).json());
const on = { enabled: true, reason: "we have people there" };
const off = { enabled: false, reason: "nobody is there any more" };
const organization = async (number: number) => (await buildSnapshot(harness.env, number))?.organization;
const audits = async (action: string) =>
  (
    await harness.db
      .prepare("SELECT organization_id, actor_label, subject, detail FROM audit_log WHERE action = ?")
      .bind(action)
      .all<{ organization_id: string; actor_label: string; subject: string; detail: string }>()
  ).results;
const OPERATORS = (id: string) => `/api/v1/operator/organizations/${id}`;

describe("countries", () => {
  it("of tier B are an owner's to switch, for their own organization alone", async () => {
    expect((await get("/api/v1/countries", CountriesSchema)).switched_on).toEqual([]);
    const set = v.parse(CountrySetSchema, await (await put("/api/v1/countries/IN", on)).json());
    expect(set).toEqual({ country: "IN", tier: "B", enabled: true, warnings: [], in_effect: true });
    expect([(await organization(1))?.countries, (await organization(2))?.countries]).toEqual([["IN"], []]);
    expect((await get("/api/v1/countries", CountriesSchema)).switched_on).toMatchObject([
      { country: "IN", tier: "B", switched_by: "own000000001", reason: on.reason },
    ]);
    expect((await get("/api/v1/countries", CountriesSchema, KEYS.stranger)).switched_on).toEqual([]);
    expect(await audits("country.switched_on")).toMatchObject([
      { organization_id: harness.organizationId, actor_label: "own000000001", subject: "IN" },
    ]);
    await put("/api/v1/countries/IN", on);
    await put("/api/v1/countries/IN", off);
    expect((await organization(1))?.countries).toEqual([]);
  });

  it.each([
    ["UA", 409, /on for everybody/],
    ["JM", 409, /operator alone/],
    ["KP", 409, /never called/],
    ["UK", 400, /United Kingdom is GB/],
    ["in", 400, /capitals/],
  ])("%s is answered %i", async (country, status, detail) => {
    const answer = await put(`/api/v1/countries/${country}`, on);
    expect([answer.status, await answer.text()]).toEqual([status, expect.stringMatching(detail)]);
  });

  it("of tier C are an operator's, and what an owner takes back is off", async () => {
    const path = `${OPERATORS(harness.organizationId)}/countries/JM`;
    expect((await put(path, on)).status).toBe(403);
    expect((await put(path, on, KEYS.operator)).status).toBe(200);
    expect((await organization(1))?.countries).toEqual(["JM"]);
    expect((await put("/api/v1/countries/JM", off)).status).toBe(200);
    expect((await organization(1))?.countries).toEqual([]);
    expect((await put(`${OPERATORS("org_none")}/countries/JM`, on, KEYS.operator)).status).toBe(404);
    expect((await put("/api/v1/countries/IN", on, KEYS.operator)).status).toBe(403);
    expect((await put("/api/v1/countries/IN", on, KEYS.callsOnly)).status).toBe(403);
  });
});

describe("caps", () => {
  it("are the product's until an operator sets others, of one organization", async () => {
    const before = await get("/api/v1/caps", CapsSchema);
    expect(before.caps).toEqual([
      { name: "calls_per_day", limit: 5_000, limit_for_critical: 6_250, used: 0 },
      { name: "new_destinations_per_day", limit: 250, limit_for_critical: 312, used: 0 },
      { name: "units_per_day", limit: 10_000, limit_for_critical: 12_500, used: 0 },
    ]);
    expect(before.resets_at).toMatch(/T00:00:00\.000Z$/);
    const path = `${OPERATORS(harness.organizationId)}/limits`;
    const set = await put(path, { calls_per_day: 40, reason: "a big launch" }, KEYS.operator);
    expect(v.parse(OperatorCapsSetSchema, await set.json()).caps[0]).toMatchObject({ limit: 40 });
    await put(path, { units_per_day: 7, reason: "a big launch" }, KEYS.operator);
    expect((await organization(1))?.limits).toEqual({ callsPerDay: 40, unitsPerDay: 7 });
    expect((await organization(2))?.limits).toBeUndefined();
    await put(path, { calls_per_day: null, units_per_day: null, reason: "it is over" }, KEYS.operator);
    expect((await organization(1))?.limits).toBeUndefined();
    expect((await audits("organization.limits.set"))[0]).toMatchObject({
      organization_id: harness.organizationId,
      actor_label: "olena",
    });
  });

  it.each([
    [{ calls_per_day: -1, reason: "no reason" }, 400],
    [{ calls_per_day: 1.5, reason: "no reason" }, 400],
    [{ calls_per_day: 5 }, 400],
    [{ more: 5, reason: "no reason" }, 400],
  ])("refuse %j", async (body, status) => {
    expect((await put(`${OPERATORS(harness.organizationId)}/limits`, body, KEYS.operator)).status).toBe(
      status,
    );
  });

  it("are set by no customer's key", async () => {
    const path = OPERATORS(harness.organizationId);
    const body = { calls_per_day: 5, stopped: true, reason: "mine" };
    for (const way of ["limits", "calls"]) expect((await put(`${path}/${way}`, body)).status).toBe(403);
    expect((await harness.api(`${path}/caps`)).status).toBe(403);
  });
});

/** What owners are sent within the next minute. */
async function mails(): Promise<{ subject: string; text: string }[]> {
  const sent: { subject: string; text: string }[] = [];
  await sendDueMail(harness.env, Date.now() + 1_000, async (_url, init) => {
    const body = typeof init.body === "string" ? init.body : "";
    sent.push(JSON.parse(body) as { subject: string; text: string });
    return Response.json({ id: `sent-${sent.length}` });
  });
  return sent;
}

describe("the kill switch of an organization", () => {
  it("is told to its owners by mail, once, and stands in its caps and in its readiness", async () => {
    const path = `${OPERATORS(harness.organizationId)}/calls`;
    const stop = { stopped: true, reason: "fraud was seen" };
    expect((await put(path, stop, KEYS.operator)).status).toBe(200);
    await put(path, stop, KEYS.operator);
    expect((await organization(1))?.calls_stopped).toBe(true);
    expect((await organization(2))?.calls_stopped).toBeUndefined();
    expect((await get("/api/v1/caps", CapsSchema)).calls_stopped).toMatchObject({ reason: stop.reason });
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      subject: expect.stringMatching(/all calls of .* are stopped/),
      text: expect.stringContaining(stop.reason),
    });
    const { findings } = await get("/api/v1/readiness", ReadinessSchema);
    expect(findings[0]).toMatchObject({ code: "calls_stopped", severity: "nobody_reached" });
    await put(path, { stopped: false, reason: "it was ours" }, KEYS.operator);
    await put(path, { stopped: false, reason: "it was ours" }, KEYS.operator);
    expect((await organization(1))?.calls_stopped).toBeUndefined();
    expect((await mails()).map(({ subject }) => subject)).toEqual([expect.stringMatching(/go on$/)]);
  });
});

describe("the platform's kill switch", () => {
  const phone = (e164: string, region: string) => ({ e164, region, fiction: false });
  const carried = async (e164: string, region: string) =>
    (await loadFleet(harness.db)).pbxs.some((pbx) => pbxAcceptsPhone(pbx, phone(e164, region)));

  it("takes a beginning of numbers from every trunk, tells the fleet, and is taken back", async () => {
    await runBatch(harness.db, fleetStatements([pbxDefinition("pbx-1")], new Date().toISOString()));
    await harness.db.prepare(`UPDATE sip_trunks SET route_countries = '["*"]', cleared_for_eu = 1`).run();
    expect(await carried("+37121234567", "LV")).toBe(true);
    const path = "/api/v1/operator/prefixes/37121";
    const answer = await put(path, { enabled: false, reason: "pumped range" }, KEYS.operator);
    const set = v.parse(PrefixesOffSetSchema, await answer.json());
    expect(set).toMatchObject({ in_effect: true, data: [{ prefix: "+37121", switched_by: "olena" }] });
    expect([await carried("+37121234567", "LV"), await carried("+37167222222", "LV")]).toEqual([false, true]);
    expect(harness.neighbours.events.at(-1)).toMatchObject({ kind: "prefix_off", country: "+37121" });
    expect(harness.neighbours.redefined.length).toBeGreaterThan(0);
    await put(path, { enabled: true, reason: "it is over" }, KEYS.operator);
    expect(await carried("+37121234567", "LV")).toBe(true);
    expect((await audits("fleet.prefix_off"))[0]).toMatchObject({ subject: "+37121" });
  });

  it("is an operator's, and wants a beginning of numbers", async () => {
    expect((await put("/api/v1/operator/prefixes/380", off)).status).toBe(403);
    for (const prefix of ["0", "+380", "abc", "123456789012"])
      expect((await put(`/api/v1/operator/prefixes/${prefix}`, off, KEYS.operator)).status).toBe(400);
  });
});

describe("refusals", () => {
  const actor = (organizationId: string): Actor => ({
    keyId: "key_1",
    keyName: "somebody",
    organizationId,
    organizationNumber: 1,
    shards: 1,
    scopes: ["numbers:write"],
  });
  const save = (organizationId: string, number: string) =>
    checkSavedNumber(harness.env, actor(organizationId), number, new Date().toISOString());
  const list = (key: string = KEYS.own) => get("/api/v1/refusals", RefusalListSchema, key);

  it("of a number that is saved are counted, audited once, and shown to its organization alone", async () => {
    expect(await save(harness.organizationId, "+380671234567")).toMatchObject({ ok: true });
    for (let again = 0; again < 3; again += 1)
      expect(await save(harness.organizationId, "+919812345678")).toMatchObject({
        ok: false,
        error: { reason: "country_not_switched_on" },
      });
    expect(await save(harness.organizationId, "+33899123456")).toMatchObject({ ok: false });
    const { data } = await list();
    expect(data.map(({ reason, count, place }) => `${reason} ${count} ${place}`).toSorted()).toEqual([
      "country_not_switched_on 3 save",
      "premium_rate 1 save",
    ]);
    expect(JSON.stringify(data)).not.toContain("9812345678");
    expect((await list(KEYS.stranger)).data).toEqual([]);
    expect(await audits("number.refused")).toHaveLength(2);
  });

  it("of calls are told to the owners once a day and reason, and name the alert", async () => {
    const row = (n: number, version: number): RefusalRecord => ({
      id: `ref_CALL${n}`,
      organization_id: "org_L2",
      version,
      place: "call",
      reason: "calls_per_day",
      phone_id: `pho_${n}`,
      number_masked: "+380••••••67",
      alert_ids: [`alr_HELD${n}`],
      first_at: `2026-11-22T10:00:0${n}.000Z`,
      last_at: `2026-11-22T10:00:0${n + version}.000Z`,
    });
    for (const one of [row(1, 1), row(1, 3), row(2, 1), row(1, 2)])
      await runBatch(harness.db, projections([{ id: 1, kind: "refusal", row: one }]));
    const { data } = await list(KEYS.stranger);
    expect(data.map(({ id, count }) => [id, count])).toEqual([
      ["ref_CALL2", 1],
      ["ref_CALL1", 3],
    ]);
    expect(data[0]?.message).toMatch(/midnight UTC/);
    expect(await audits("call.refused")).toHaveLength(2);
    const sent = await mails();
    expect(sent.map(({ subject }) => subject)).toEqual([expect.stringMatching(/are held back/)]);
    expect(sent[0]?.text).toContain("alr_HELD1");
    expect(sent[0]?.text).not.toContain("+380");
  });

  it("of a country are no fraud: owners see them, and get no mail", async () => {
    const row = { reason: "country_not_switched_on", phone_id: "pho_9", number_masked: "+91••••••78" };
    const at = "2026-11-22T11:00:00.000Z";
    const more = { id: "ref_CALL9", organization_id: "org_L2", version: 1, place: "call" } as const;
    const refusal = { ...row, ...more, alert_ids: [], first_at: at, last_at: at };
    await runBatch(harness.db, projections([{ id: 1, kind: "refusal", row: refusal }]));
    expect((await list(KEYS.stranger)).data[0]?.id).toBe("ref_CALL9");
    expect(await mails()).toEqual([]);
  });
});
