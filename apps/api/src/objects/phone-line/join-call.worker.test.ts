import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { exampleOrder, lineWorld } from "./testing/line-world.ts";

it("alerts that come while a call is told of others join it together, and each of them is spoken of", () =>
  runInDurableObject(env.PHONE_LINE.get(env.PHONE_LINE.newUniqueId()), async (_line, { storage }) => {
    const world = lineWorld(storage, {
      pick: () => ({ ok: true, pbx_id: "pbx-1", trunk_id: "t", silence_ms: 10_000, doubtful: false }),
      place: () => ({ ok: true }),
      legStatus: () => ({ phase: "placed" }),
      callReports: (reports) => ({ seq: Math.max(...reports.map(({ seq }) => seq)) }),
    });
    const { parts } = world;
    const come = (n: number): void => {
      const order = { ...exampleOrder(`att_${n}-1`), alert_id: `alr_${n}` };
      parts.store.addAttempt(order, Date.now());
      parts.takeTurn(order.phone.number);
    };
    come(0);
    await world.settled();
    for (let n = 1; n <= 30; n += 1) {
      come(n);
      // Some come in one turn, some while a join waits for its PBX.
      if (n % 3 === 0) await Promise.resolve();
    }
    await world.settled();
    const [leg] = world.placed;
    expect(parts.store.liveOf(leg?.call_id ?? "").length).toBe(31);
    expect(world.updated.length).toBeLessThanOrEqual(3);
    expect(world.updated.at(-1)?.message[0]?.words).toMatch(/31 alerts/);
    expect([parts.joins.size, parts.nextJoins.size, parts.joining.size]).toEqual([0, 0, 0]);
  }));
