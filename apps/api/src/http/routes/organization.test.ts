import { RoutingSetSchema } from "@callping/contract/api/organization";
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
  (await buildSnapshot(harness.db, organizationNumber))?.organization.eu_only ?? false;

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
  });

  it("is changed by a key with the scope, and by nothing else", async () => {
    expect((await put({ eu_only: true }, KEYS.callsOnly)).status).toBe(403);
    expect((await put({ eu_only: true }, KEYS.operator)).status).toBe(403);
    for (const body of [{}, { eu_only: "yes" }, { eu_only: true, more: 1 }, []])
      expect((await put(body)).status).toBe(400);
    expect(await fenceOf(1)).toBe(false);
  });
});
