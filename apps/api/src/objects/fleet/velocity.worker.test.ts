import { OWN_SHARE, VELOCITY_LIMITS } from "@callping/domain/caps/velocity";
import { applyD1Migrations, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { fleetStatements } from "../../db/fleet.ts";
import { runBatch } from "../../db/statement.ts";
import { switchPrefix } from "../../services/caps/switch-prefix.ts";
import { pbxDefinition } from "../../services/fleet/testing/pbx-definition.ts";
import type { Actor } from "../../services/permission.ts";
import { fleetName, HOME_REGION, pbxLinkName } from "../names.ts";

const OPERATOR: Actor = {
  keyId: "operator:olena",
  keyName: "olena",
  organizationId: "org_operators",
  organizationNumber: 0,
  shards: 1,
  scopes: ["fleet:write"],
};
const fleet = () => env.FLEET.getByName(fleetName(HOME_REGION));
const link = () => env.PBX_LINK.getByName(pbxLinkName("pbx-1"));
/** A Jamaican number, of one range. */
const numberOf = (n: number) => `+1876381${String(1000 + n)}`;

async function call(n: number, organization_id: string, isNew = true) {
  const new_call = isNew && { new_call: { key: `att_${organization_id}-${n}`, organization_id } };
  const answer = await fleet().pick({ number: numberOf(n), exclude: [], ...new_call });
  return answer.ok ? "route" : answer.reason;
}
const isUp = () =>
  fleet().reportHealth({
    pbx_id: "pbx-1",
    connected: true,
    trunks: [{ trunk_id: "carrier", reachable: true, in_flight: 0 }],
    at: Date.now(),
  });

beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  await runBatch(env.DB, fleetStatements([pbxDefinition("pbx-1")], new Date().toISOString()));
  await env.DB.prepare(`UPDATE sip_trunks SET route_countries = '["*"]', cleared_for_eu = 1`).run();
  await runInDurableObject(link(), (_link, { storage }) => storage.kv.put("pbx_id", "pbx-1"));
  await link().redefine();
  await isUp();
});

describe("new numbers of one beginning", () => {
  it("are called so often within an hour, by whomever; known numbers and others' few ring on", async () => {
    const limit = VELOCITY_LIMITS.C;
    const answers = [];
    for (let n = 0; n < limit + 2; n += 1) answers.push(await call(n, "org_thief"));
    expect(answers).toEqual([
      ...Array.from({ length: limit }, () => "route"),
      "prefix_velocity",
      "prefix_velocity",
    ]);
    // The same call on its next route, a number that was called before, and another organization's first calls.
    expect(await call(0, "org_thief")).toBe("route");
    expect(await call(90, "org_thief", false)).toBe("route");
    for (let n = 0; n < OWN_SHARE; n += 1) expect(await call(n, "org_honest")).toBe("route");
    expect(await call(91, "org_honest")).toBe("prefix_velocity");
    const { events } = await fleet().snapshot();
    expect(events.filter(({ kind }) => kind === "prefix_velocity")).toMatchObject([
      { country: "JM", reason: expect.stringContaining("+1876") },
    ]);
  });

  it("stay counted after a crash", async () => {
    const written = () =>
      runInDurableObject(
        fleet(),
        (_fleet, { storage }) => storage.kv.get<unknown[]>("velocity:+1876")?.length,
      );
    await expect.poll(written, { timeout: 5_000 }).toBe(VELOCITY_LIMITS.C + OWN_SHARE);
    await evictDurableObject(fleet());
    await isUp();
    expect(await call(92, "org_thief")).toBe("prefix_velocity");
  });
});

describe("the platform's kill switch", () => {
  it("is obeyed by the next pick and by the PBX's link, within a second", async () => {
    const now = () => new Date().toISOString();
    const before = Date.now();
    const off = await switchPrefix(env, OPERATOR, "1876", { enabled: false, reason: "pumped" }, now());
    expect(off).toMatchObject({ ok: true, set: { in_effect: true } });
    await isUp();
    expect(await call(0, "org_known", false)).toBe("no_permitted_route");
    expect(Date.now() - before).toBeLessThan(1_000);
    await switchPrefix(env, OPERATOR, "1876", { enabled: true, reason: "over" }, now());
    await isUp();
    expect(await call(0, "org_known", false)).toBe("route");
  });
});
