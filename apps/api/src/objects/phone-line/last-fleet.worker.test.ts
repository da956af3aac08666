import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { pbxDefinition } from "../../services/fleet/testing/pbx-definition.ts";
import type { FleetRoutes } from "../protocol.ts";
import { dial } from "./dial.ts";
import { pickRoute, routeAhead } from "./pick-route.ts";
import { exampleOrder, lineWorld, type LineWorld, type Neighbours } from "./testing/line-world.ts";

const ROUTES: FleetRoutes = {
  fleet: { pbxs: [pbxDefinition("pbx-1"), { ...pbxDefinition("pbx-us"), country: "US" }] },
  health: new Map(
    ["pbx-1", "pbx-us"].map((id) => [id, { connected: true, reachableTrunks: new Set(["carrier"]) }]),
  ),
};
const ANSWER = {
  ok: true,
  pbx_id: "pbx-9",
  trunk_id: "carrier",
  silence_ms: 10_000,
  doubtful: false,
} as const;
const ORDER = exampleOrder("att_0-1");
const NUMBER = ORDER.phone.number;

async function onStorage(
  test: (open: (over?: Partial<Neighbours>) => LineWorld) => Promise<void>,
): Promise<void> {
  const stub = env.PHONE_LINE.get(env.PHONE_LINE.newUniqueId());
  const well: Neighbours = {
    pick: () => ANSWER,
    routes: () => ROUTES,
    place: () => ({ ok: true }),
    legStatus: () => ({ phase: "placed" }),
    callReports: (reports) => ({ seq: Math.max(...reports.map(({ seq }) => seq)) }),
  };
  await runInDurableObject(stub, (_line, { storage }) =>
    test((over = {}) => lineWorld(storage, { ...well, ...over })),
  );
}

describe("the page that came while the Fleet did not answer", () => {
  it("goes by what the Fleet showed last, after a crash as well, and within the fence of its organization", () =>
    onStorage(async (open) => {
      const before = open();
      expect(await pickRoute(before.parts, NUMBER, [], [])).toEqual(ANSWER);
      await before.settled();
      const { parts } = open({ pick: () => null });
      const picked = [];
      for (let n = 0; n < 4; n += 1) picked.push(await pickRoute(parts, NUMBER, [], []));
      expect(new Set(picked.map((route) => route?.ok === true && route.pbx_id))).toEqual(
        new Set(["pbx-1", "pbx-us"]),
      );
      for (let n = 0; n < 4; n += 1)
        expect(await routeAhead(parts, { ...ORDER, eu_only: true })).toMatchObject({
          pbx_id: "pbx-1",
          pbx_country: "FR",
        });
      const exclude = [{ pbx_id: "pbx-1", trunk_id: "carrier" }];
      expect(await pickRoute(parts, NUMBER, exclude, [])).toMatchObject({ pbx_id: "pbx-us" });
    }));

  it("is dialled", () =>
    onStorage(async (open) => {
      const before = open();
      await pickRoute(before.parts, NUMBER, [], []);
      await before.settled();
      const world = open({ pick: () => null });
      const order = { ...exampleOrder("att_1-1"), eu_only: true };
      world.parts.store.addAttempt(order, Date.now());
      world.parts.takeTurn(order.phone.number);
      for (const { call_id } of world.parts.store.callsForRoute()) await dial(world.parts, call_id);
      await expect.poll(() => world.placed).toHaveLength(1);
      expect(world.placed[0]).toMatchObject({
        eu_only: true,
        responder: order.phone.member_id,
        trunk_id: "carrier",
      });
    }));

  it("waits for a Fleet that was never heard of: a cold one reads its definition first", () =>
    onStorage(async (open) => {
      const { promise, resolve } = Promise.withResolvers<typeof ANSWER>();
      const world = open();
      const fleet = { pick: () => promise, routes: async () => ROUTES };
      Object.assign(world.parts.env, { FLEET: { getByName: () => fleet } });
      expect(await routeAhead(world.parts, ORDER)).toBeNull();
      const asked = pickRoute(world.parts, NUMBER, [], []);
      setTimeout(resolve, 400, ANSWER);
      expect(await asked).toEqual(ANSWER);
    }));
});
