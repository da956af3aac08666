import { applyD1Migrations, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { fleetStatements } from "../../db/fleet.ts";
import { runBatch } from "../../db/statement.ts";
import { pbxDefinition } from "../../services/fleet/testing/pbx-definition.ts";
import type { PbxDefinition } from "../../services/fleet-definition.ts";
import { fleetName, HOME_REGION, pbxLinkName } from "../names.ts";
import type { LegReport } from "../protocol.ts";
import { Canaries, canaryNews } from "./canaries.ts";

beforeAll(() => applyD1Migrations(env.DB, env.TEST_MIGRATIONS));

const NOW = Date.parse("2026-03-01T03:00:00.000Z");
const MINUTE = 60_000;

const withCanary = (id: string, change: Partial<PbxDefinition> = {}): PbxDefinition => {
  const pbx = pbxDefinition(id);
  const trunks = pbx.trunks.map((trunk) => ({ ...trunk, canaryNumber: "+33199001099" }));
  return { ...pbx, trunks, ...change };
};

/** Runs on the storage of an object of its own; opened again on it, the Fleet has been restarted. */
async function onStorage(test: (open: () => Canaries) => void): Promise<void> {
  const stub = env.FLEET.get(env.FLEET.newUniqueId());
  await runInDurableObject(stub, (_fleet, { storage }) => test(() => new Canaries(storage.kv)));
}
const report = (leg_id: string, at: number, fact: LegReport["fact"]): LegReport => ({
  leg_id,
  call_id: "cal_1",
  seq: at - NOW,
  at,
  fact,
});
const ended = (leg_id: string, at: number, outcome: "answered_no_key" | "trunk_silent"): LegReport =>
  report(leg_id, at, { kind: "ended", outcome, sip_code: null, cause: null });

describe("test calls", () => {
  it("are due once in their interval, one a trunk, and a restart does not repeat one", () =>
    onStorage((open) => {
      const fleet = { pbxs: [withCanary("pbx-1")] };
      const canaries = open();
      const [first] = canaries.due(fleet, NOW);
      if (first === undefined) throw new Error("none is due");
      canaries.begin(first, "leg_1", NOW);
      const due = (at: number, asked = false) => open().due(fleet, NOW + at, asked).length;
      expect([due(0), due(MINUTE, true), due(5 * MINUTE)]).toEqual([0, 0, 1]);
      open().take(ended("leg_1", NOW + 9_000, "answered_no_key"));
      expect([due(MINUTE), due(MINUTE, true), due(4 * MINUTE), due(5 * MINUTE)]).toEqual([0, 1, 0, 1]);
    }));

  it.each<[string, PbxDefinition]>([
    ["a trunk without an echo number", pbxDefinition("pbx-1")],
    ["a PBX that drains", withCanary("pbx-1", { draining: true })],
    ["a PBX that is switched off", withCanary("pbx-1", { enabled: false })],
    [
      "a trunk that is switched off",
      {
        ...withCanary("pbx-1"),
        trunks: withCanary("pbx-1").trunks.map((one) => ({ ...one, enabled: false })),
      },
    ],
  ])("are never made by %s", (_what, pbx) =>
    onStorage((open) => expect(open().due({ pbxs: [pbx] }, NOW)).toEqual([])),
  );

  it("say when a trunk begins to fail them, and when it works again, once each", () =>
    onStorage((open) => {
      const canaries = open();
      const kinds = (["answered_no_key", "trunk_silent", "trunk_silent", "answered_no_key"] as const).map(
        (outcome, n) => {
          const [due] = canaries.due({ pbxs: [withCanary("pbx-1")] }, NOW + n * 5 * MINUTE);
          if (due === undefined) throw new Error("none is due");
          canaries.begin(due, `leg_${n}`, NOW + n * 5 * MINUTE);
          if (outcome === "answered_no_key") canaries.take(report(`leg_${n}`, NOW, { kind: "answered" }));
          const over = canaries.take(ended(`leg_${n}`, NOW + n * 5 * MINUTE + 100, outcome));
          return over === null ? "not over" : canaryNews(over).map(({ kind }) => kind);
        },
      );
      expect(kinds).toEqual([[], ["canary_failed"], [], ["canary_worked"]]);
    }));
});

describe("the Fleet", () => {
  const fleet = () => env.FLEET.getByName(fleetName(HOME_REGION));
  const checks = async () =>
    (await env.DB.prepare("SELECT pbx_id, ok, outcome, milliseconds FROM status_checks ORDER BY at").all())
      .results;

  it("keeps how test calls went, and counts them among the trunk's results", async () => {
    await runBatch(env.DB, fleetStatements([withCanary("pbx-1")], new Date(NOW).toISOString()));
    const link = env.PBX_LINK.getByName(pbxLinkName("pbx-1"));
    await runInDurableObject(link, (_link, { storage }) => storage.kv.put("pbx_id", "pbx-1"));
    await link.redefine();
    await fleet().tick();
    // No Asterisk is connected here: refused before anything was dialled, which is a result as well.
    expect(await checks()).toEqual([
      { pbx_id: "pbx-1", ok: 0, outcome: "not_connected", milliseconds: null },
    ]);
    const { canaries, events } = await fleet().snapshot();
    expect(canaries).toMatchObject([{ pbx_id: "pbx-1", ok: false, outcome: "not_connected" }]);
    expect(events.map(({ kind }) => kind)).toContain("canary_failed");
  });

  it("an operator's test call and the clock's at the same moment are one", async () => {
    await runBatch(env.DB, fleetStatements([withCanary("pbx-3")], new Date(NOW).toISOString()));
    await fleet().redefine({
      at: NOW,
      kind: "pbx_added",
      pbx_id: "pbx-3",
      trunk_id: null,
      country: null,
      reason: "test",
    });
    await Promise.all([fleet().tick(), fleet().testTrunks()]);
    expect((await checks()).filter(({ pbx_id }) => pbx_id === "pbx-3")).toHaveLength(1);
  });

  it("knows how long webhooks take to ring, by the region of the PBX that rang", async () => {
    const leg = { pbx_id: "pbx-1", trunk_id: "carrier", number: "+33199000001", at: NOW, delay_ms: 40 };
    const outcome = "no_answer" as const;
    await fleet().results(
      [100, 300, 200].map((webhook_to_ringing_ms) => ({ ...leg, outcome, webhook_to_ringing_ms })),
    );
    // What waited for a PBX all night says nothing of how fast the way is.
    await fleet().results([{ ...leg, outcome, webhook_to_ringing_ms: 3_600_000 }]);
    expect((await fleet().snapshot()).ringing).toEqual([{ region: "eu", p50: 200, p99: 300, calls: 3 }]);
  });

  it("the canary that would have rung a customer makes no call, and says so", async () => {
    const now = new Date().toISOString();
    await runBatch(env.DB, [
      {
        sql: "INSERT INTO organizations (id, number, name, slug, created_at) VALUES ('org_C', 77, 'C', 'c', ?)",
        params: [now],
      },
      {
        sql: "INSERT INTO contacts (id, organization_id, name, created_at) VALUES ('con_C', 'org_C', 'Cleo', ?)",
        params: [now],
      },
      {
        sql: `INSERT INTO contact_phones (id, organization_id, contact_id, number, label, created_at)
              VALUES ('pho_C', 'org_C', 'con_C', '+33199001099', 'Cleo', ?)`,
        params: [now],
      },
      ...fleetStatements([withCanary("pbx-7")], now),
    ]);
    await fleet().redefine({
      at: NOW,
      kind: "pbx_added",
      pbx_id: "pbx-7",
      trunk_id: null,
      country: null,
      reason: "test",
    });
    await fleet().tick();
    expect((await checks()).filter(({ pbx_id }) => pbx_id === "pbx-7")).toEqual([
      { pbx_id: "pbx-7", ok: 0, outcome: "forbidden", milliseconds: null },
    ]);
  });
});
