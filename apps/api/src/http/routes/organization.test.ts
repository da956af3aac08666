import { CallerIdsSchema, RoutingSetSchema } from "@callping/contract/api/organization";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fleetStatements } from "../../db/fleet.ts";
import { runBatch } from "../../db/statement.ts";
import { NOW } from "../../db/testing/fixtures.ts";
import { pbxDefinition } from "../../services/fleet/testing/pbx-definition.ts";
import { buildSnapshot } from "../../services/organizations/build-snapshot.ts";
import { KEYS, openHarness } from "../testing/harness.ts";
import type { Harness } from "../testing/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
  await runBatch(harness.db, fleetStatements([pbxDefinition("pbx-1")], NOW));
  await harness.db.prepare("UPDATE phones SET number = '+380671112233' WHERE number = '+33199000103'").run();
});
afterAll(() => harness.dispose());

const PATH = "/api/v1/organization/routing";
const put = (body: unknown, key?: string) =>
  harness.api(PATH, key, { method: "PUT", body: JSON.stringify(body) });
const fenceOf = async (organizationNumber: number) =>
  (await buildSnapshot(harness.env, organizationNumber))?.organization.eu_only ?? false;

describe("how an organization's calls may leave", () => {
  it("is by any PBX, until it is fenced; another organization's fence is its own", async () => {
    expect(await (await harness.api(PATH)).json()).toEqual({ eu_only: false });
    const set = v.parse(RoutingSetSchema, await (await put({ eu_only: true })).json());
    expect(set).toEqual({ eu_only: true, warnings: [], in_effect: true });
    expect([await fenceOf(1), await fenceOf(2)]).toEqual([true, false]);
    expect(await (await harness.api(PATH, KEYS.stranger)).json()).toEqual({ eu_only: false });
    expect(await (await harness.api(PATH)).json()).toEqual({ eu_only: true });
    const audit = await harness.db
      .prepare("SELECT organization_id, action, detail FROM audit_log WHERE action LIKE 'organization.%'")
      .all();
    expect(audit.results).toEqual([
      {
        organization_id: harness.organizationId,
        action: "organization.routing_set",
        detail: JSON.stringify({ to: { eu_only: true }, from: { eu_only: false } }),
      },
    ]);
  });

  it("whoever stays without a way is told at once, not by the night's first page", async () => {
    await harness.db.prepare("UPDATE pbx_servers SET country = 'US'").run();
    const { warnings } = v.parse(RoutingSetSchema, await (await put({ eu_only: true })).json());
    expect(warnings).toEqual([expect.stringMatching(/no_permitted_route/)]);
    await put({ eu_only: false });
    expect(await fenceOf(1)).toBe(false);
    await harness.db.prepare("UPDATE pbx_servers SET country = 'FR'").run();
  });

  it("is changed by a key with the scope, and by nothing else", async () => {
    expect((await put({ eu_only: true }, KEYS.callsOnly)).status).toBe(403);
    expect((await put({ eu_only: true }, KEYS.operator)).status).toBe(403);
    for (const body of [{}, { eu_only: "yes" }, { eu_only: true, more: 1 }, []])
      expect((await put(body)).status).toBe(400);
    expect(await fenceOf(1)).toBe(false);
  });
});

describe("the numbers that may call", () => {
  const cardOf = async (path: string, key?: string) => {
    const answer = await (key === undefined ? harness.request(path) : harness.api(path, key));
    return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
  };

  it("are listed, and given as a card by key and by a link that needs none", async () => {
    await harness.db
      .prepare(`UPDATE sip_trunks SET more_caller_ids = '["+33199000009","+33199000000"]'`)
      .run();
    const { numbers, card_url } = v.parse(
      CallerIdsSchema,
      await (await harness.api("/api/v1/caller-ids")).json(),
    );
    expect(numbers).toEqual(["+33199000000", "+33199000009"]);
    const byKey = await cardOf("/api/v1/caller-ids.vcf", KEYS.own);
    expect(byKey).toMatchObject({ status: 200, type: "text/vcard; charset=utf-8" });
    expect(byKey.text.match(/^TEL.*$/gm)?.map((one) => one.split("tel:")[1]?.trim())).toEqual(numbers);
    expect(await cardOf(new URL(card_url).pathname)).toEqual(byKey);
    const strangers = v.parse(
      CallerIdsSchema,
      await (await harness.api("/api/v1/caller-ids", KEYS.stranger)).json(),
    );
    expect(strangers.card_url).not.toBe(card_url);
  });

  it("a link that was changed opens nothing", async () => {
    const { card_url } = v.parse(CallerIdsSchema, await (await harness.api("/api/v1/caller-ids")).json());
    const path = new URL(card_url).pathname;
    const forged = [
      path.replace(/org_[^.]+/, "org_L2"),
      path.replace(/[0-9a-f]\.vcf$/, (end) => (end.startsWith("0") ? "1.vcf" : "0.vcf")),
      "/api/callers/org_L2.vcf",
      "/api/callers/x",
    ];
    for (const one of forged) expect([one, (await cardOf(one)).status]).toEqual([one, 404]);
    expect((await harness.api("/api/v1/caller-ids", KEYS.callsOnly)).status).toBe(403);
  });

  it("of an organization that is fenced are those of PBXs within the fence", async () => {
    await runBatch(harness.db, fleetStatements([{ ...pbxDefinition("pbx-us"), country: "US" }], NOW));
    await harness.db
      .prepare("UPDATE sip_trunks SET caller_id = '+13125550100' WHERE pbx_id = 'pbx-us'")
      .run();
    const numbers = async () =>
      v.parse(CallerIdsSchema, await (await harness.api("/api/v1/caller-ids")).json()).numbers;
    expect(await numbers()).toContain("+13125550100");
    await put({ eu_only: true });
    expect(await numbers()).toEqual(["+33199000000", "+33199000009"]);
    await put({ eu_only: false });
    await harness.db.prepare("DELETE FROM pbx_servers WHERE id = 'pbx-us'").run();
  });
});
