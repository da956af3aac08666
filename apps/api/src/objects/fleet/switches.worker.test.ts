import { applyD1Migrations, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fleetStatements } from "../../db/fleet.ts";
import { runBatch } from "../../db/statement.ts";
import { changePbx } from "../../services/fleet/save-pbx.ts";
import { changeTrunk } from "../../services/fleet/save-trunk.ts";
import { switchCountry } from "../../services/fleet/switch-country.ts";
import { pbxDefinition } from "../../services/fleet/testing/pbx-definition.ts";
import type { Actor } from "../../services/permission.ts";
import { fleetName, HOME_REGION, pbxLinkName } from "../names.ts";
import type { LegOrder } from "../protocol.ts";
import { canaryScript } from "./canary-script.ts";

const OPERATOR: Actor = {
  keyId: "operator:olena",
  keyName: "olena",
  organizationId: "org_operators",
  organizationNumber: 0,
  shards: 1,
  scopes: ["fleet:write"],
};
const NUMBER = "+33199000007";
const AT = { pbxId: "pbx-1", trunkId: "carrier" };
const ORDER: LegOrder = {
  leg_id: "leg_SWITCH",
  call_id: "cal_SWITCH",
  line: "line:eu:0",
  organization_id: "org_L1",
  number: NUMBER,
  trunk_id: "carrier",
  ring_seconds: 25,
  script: canaryScript(),
};
const fleet = () => env.FLEET.getByName(fleetName(HOME_REGION));
const link = () => env.PBX_LINK.getByName(pbxLinkName("pbx-1"));
const now = () => new Date().toISOString();
const pick = async (more: object = {}) => fleet().pick({ number: NUMBER, exclude: [], ...more });
/** What its link answers to a route that was picked before. Without Asterisk, a permitted leg ends at the connection. */
const place = async (more: object = {}) => {
  const answer = await link().place({ ...ORDER, ...more });
  return answer.ok ? "placed" : answer.reason;
};

beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  await runBatch(env.DB, fleetStatements([pbxDefinition("pbx-1")], now()));
  await runInDurableObject(link(), (_link, { storage }) => storage.kv.put("pbx_id", "pbx-1"));
  await link().redefine();
});
/** As a PBX that is there says every ten seconds; this one has no connection, and its link says that when it is told of a change. */
const isUp = () =>
  fleet().reportHealth({
    pbx_id: "pbx-1",
    connected: true,
    trunks: [{ trunk_id: "carrier", reachable: true, in_flight: 0 }],
    at: Date.now(),
  });
beforeEach(isUp);

describe("a switch that an operator turns", () => {
  it("a country: the next pick has no permitted route, and the link refuses what was picked before", async () => {
    expect([await pick(), await place()]).toMatchObject([{ ok: true, pbx_id: "pbx-1" }, "not_connected"]);
    const at = { ...AT, country: "FR" };
    const off = await switchCountry(env, OPERATOR, at, { enabled: false, reason: "fraud" }, now());
    expect(off).toMatchObject({ ok: true, changed: { in_effect: true } });
    await isUp();
    expect([await pick(), await place()]).toEqual([{ ok: false, reason: "no_permitted_route" }, "forbidden"]);
    await switchCountry(env, OPERATOR, at, { enabled: true, reason: "over" }, now());
    await isUp();
    expect([await pick(), await place()]).toMatchObject([{ ok: true }, "not_connected"]);
    expect((await fleet().snapshot()).events.map(({ kind, by }) => [kind, by])).toEqual(
      expect.arrayContaining([
        ["country_off", "olena"],
        ["no_permitted_route", undefined],
        ["country_on", "olena"],
      ]),
    );
  });

  it("a trunk", async () => {
    const { pbxId, trunkId } = AT;
    await changeTrunk(env, OPERATOR, pbxId, trunkId, { enabled: false, reason: "outage" }, now());
    await isUp();
    expect(await pick()).toEqual({ ok: false, reason: "no_permitted_route" });
    await changeTrunk(env, OPERATOR, pbxId, trunkId, { enabled: true, reason: "over" }, now());
    await isUp();
    expect(await pick()).toMatchObject({ ok: true });
  });

  it("a PBX that drains takes no new call; whoever waited for one is told when it is over", async () => {
    await changePbx(env, OPERATOR, "pbx-1", { draining: true, reason: "new kernel" }, now());
    await isUp();
    expect(await pick()).toEqual({ ok: false, reason: "no_healthy_route" });
    await changePbx(env, OPERATOR, "pbx-1", { draining: false, reason: "done" }, now());
    await isUp();
    expect(await pick()).toMatchObject({ ok: true });
  });
});

describe("an organization that is fenced to the EU", () => {
  it("has no permitted route by a PBX elsewhere, and its link refuses as well", async () => {
    const inFrance = [await pick({ eu_only: true }), await place({ eu_only: true })];
    expect(inFrance).toMatchObject([{ ok: true }, "not_connected"]);
    await changePbx(env, OPERATOR, "pbx-1", { country: "US", reason: "it moved" }, now());
    await isUp();
    expect([await pick({ eu_only: true }), await place({ eu_only: true })]).toEqual([
      { ok: false, reason: "no_permitted_route" },
      "forbidden",
    ]);
    expect([await pick(), await place()]).toMatchObject([{ ok: true }, "not_connected"]);
  });
});
