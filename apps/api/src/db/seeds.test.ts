import { parsePlan } from "@callping/domain/rules/parse-plan";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildSnapshot } from "../services/organizations/build-snapshot.ts";
import type { Env } from "../env.ts";
import type { Snapshot } from "../objects/desk-protocol.ts";
import { pushChangedSnapshots } from "../services/organizations/push-changed-snapshots.ts";
import { loadFleet } from "../services/fleet/load-fleet.ts";
import { DEMO, demoStatements } from "./demo.ts";
import { addedFleetStatements, fleetStatements } from "./fleet.ts";
import { pbxDefinition } from "../services/fleet/testing/pbx-definition.ts";
import { laneIds, organizationStatements } from "./organizations.ts";
import { MAX_PARAMS, runBatch } from "./statement.ts";
import { openTestStores } from "./testing/database.ts";
import type { TestStores } from "./testing/database.ts";
import { DEMO_UUID, demoInput, NOW } from "./testing/fixtures.ts";

const NUMBER_HASH_KEY = "7b".repeat(32);

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.dispose());

const lanes = (number: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    endpointUuid: `00000000-0000-8000-8000-${String(number).padStart(6, "0")}${String(index).padStart(6, "0")}`,
    phoneNumber: `+33199${String(number * 1000 + index).padStart(6, "0")}`,
  }));

describe("the demo organization", () => {
  it("becomes the snapshot that its Desk decides by", async () => {
    await runBatch(stores.db, demoStatements(demoInput()));
    const snapshot = await buildSnapshot({ DB: stores.db, NUMBER_HASH_KEY }, DEMO.organizationNumber);
    expect(snapshot).toMatchObject({
      organization: {
        id: DEMO.organizationId,
        number: 1,
        name: "Demo",
        slug: "demo",
        time_zone: "UTC",
        key_map: "default",
      },
      endpoints: [
        {
          id: DEMO.endpointId,
          uuid: DEMO_UUID,
          scenario_id: DEMO.scenarioId,
          paused: false,
          default_severity: "major",
          alert_key_digest: null,
          auto_close_seconds: 14_400,
        },
      ],
      scenarios: [{ id: DEMO.scenarioId, version: 1, primary_member_id: DEMO.ownerMemberId, rules: [] }],
      members: [
        { id: DEMO.ownerMemberId, name: "Ada Example", role: "owner" },
        { id: DEMO.secondMemberId, name: "Grace Example", role: "member" },
      ],
      phones: [
        {
          member_id: DEMO.ownerMemberId,
          number: "+33199000101",
          enabled: true,
          primary: true,
          verified: true,
        },
        {
          member_id: DEMO.ownerMemberId,
          number: "+33199000102",
          enabled: true,
          primary: false,
          verified: true,
        },
        {
          member_id: DEMO.secondMemberId,
          number: "+33199000103",
          enabled: true,
          primary: true,
          verified: true,
        },
      ],
    });
    expect(snapshot?.organization).not.toHaveProperty("config_version");
    const plan = parsePlan(snapshot?.scenarios[0]?.plan);
    expect(plan).toMatchObject({
      ok: true,
      value: {
        steps: [{ afterSeconds: 60, action: { type: "call_member", memberId: DEMO.secondMemberId } }],
      },
    });
  });

  it("is left alone when it is seeded again", async () => {
    const before = await buildSnapshot({ DB: stores.db, NUMBER_HASH_KEY }, 1);
    await runBatch(stores.db, demoStatements(demoInput({ now: "2026-02-01T00:00:00.000Z" })));
    expect(await buildSnapshot({ DB: stores.db, NUMBER_HASH_KEY }, 1)).toEqual(before);
  });

  it("is no other organization's", async () => {
    expect(await buildSnapshot({ DB: stores.db, NUMBER_HASH_KEY }, 2)).toBeNull();
  });
});

describe("organizations for load", () => {
  it("are complete, each with its own lanes, in statements within D1's limits", async () => {
    const statements = organizationStatements(
      [
        { number: 40, lanes: lanes(40, 30) },
        { number: 41, lanes: lanes(41, 3) },
      ],
      NOW,
    );
    expect(Math.max(...statements.map((statement) => statement.params.length))).toBeLessThanOrEqual(
      MAX_PARAMS,
    );
    expect(statements.length).toBeLessThan(33);
    await runBatch(stores.db, statements);
    const large = await buildSnapshot({ DB: stores.db, NUMBER_HASH_KEY }, 40);
    expect([
      large?.endpoints.length,
      large?.phones.length,
      large?.scenarios.length,
      large?.members.length,
    ]).toEqual([30, 30, 30, 30]);
    const small = await buildSnapshot({ DB: stores.db, NUMBER_HASH_KEY }, 41);
    expect(small?.phones.map((phone) => phone.number)).toEqual(lanes(41, 3).map((lane) => lane.phoneNumber));
    expect(small?.endpoints[2]?.id).toBe(laneIds(41, 2).endpoint);
  });

  it("reach their Desks by the sweep, and again only after a change", async () => {
    const pushed: string[] = [];
    const desk = (name: string) => ({
      replaceSnapshot: async (snapshot: Snapshot) =>
        void pushed.push(`${name} ${snapshot.organization.name}`),
    });
    const env = { DB: stores.db, NUMBER_HASH_KEY, DESK: { getByName: desk } } as unknown as Env;
    await pushChangedSnapshots(env);
    expect(pushed.toSorted()).toEqual(["desk:1:0 Demo", "desk:40:0 Load 40", "desk:41:0 Load 41"]);
    await pushChangedSnapshots(env);
    expect(pushed).toHaveLength(3);
    await stores.db.prepare("UPDATE organizations SET name = 'Renamed' WHERE number = 41").run();
    await pushChangedSnapshots(env);
    expect(pushed.slice(3)).toEqual(["desk:41:0 Renamed"]);
  });
});

describe("the fleet", () => {
  it("a restart let a trunk that an operator had switched off carry calls again: what is known stays", async () => {
    const off = { ...pbxDefinition("pbx-8"), draining: true };
    await runBatch(stores.db, fleetStatements([off], NOW));
    const again = { ...pbxDefinition("pbx-8"), tokenDigests: ["ef".repeat(32)] };
    await runBatch(stores.db, addedFleetStatements([again, pbxDefinition("pbx-9")], NOW));
    const known = await loadFleet(stores.db);
    expect(known.pbxs.filter(({ id }) => id > "pbx-7")).toEqual([
      { ...off, tokenDigests: again.tokenDigests },
      pbxDefinition("pbx-9"),
    ]);
    await stores.db.prepare("DELETE FROM pbx_servers").run();
  });

  it("comes back from D1 as it was defined, and a later definition replaces it", async () => {
    const pbxs = [pbxDefinition("pbx-1"), pbxDefinition("pbx-2")];
    await runBatch(stores.db, fleetStatements(pbxs, NOW));
    const policy = { regionsNeverCalled: ["BY", "KP", "RU"], denyPrefixes: [] };
    expect(await loadFleet(stores.db)).toEqual({ pbxs, policy });
    const draining = {
      ...pbxDefinition("pbx-2"),
      draining: true,
      tokenDigests: ["ef".repeat(32), "cd".repeat(32)],
    };
    await runBatch(stores.db, fleetStatements([draining], NOW));
    expect(await loadFleet(stores.db)).toEqual({ pbxs: [pbxDefinition("pbx-1"), draining], policy });
  });
});
