import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { RouteQuery } from "../protocol.ts";
import { exampleOrder, lineWorld } from "./testing/line-world.ts";

it("a call whose prefix is called too often ends as capped, its Desk hears it, and the next one asks again", async () => {
  const asked: RouteQuery[] = [];
  const stub = env.PHONE_LINE.get(env.PHONE_LINE.newUniqueId());
  await runInDurableObject(stub, async (_line, { storage }) => {
    const world = lineWorld(storage, {
      pick: (_exclude, query) => {
        asked.push(query);
        return { ok: false, reason: "prefix_velocity" };
      },
      place: () => ({ ok: true }),
      legStatus: () => ({ phase: "ringing" }),
      callReports: (reports) => ({ seq: Math.max(...reports.map(({ seq }) => seq)) }),
    });
    for (const attemptId of ["att_1-1", "att_1-2"]) {
      const order = exampleOrder(attemptId, { new_number: true });
      world.parts.store.addAttempt(order, Date.now());
      world.parts.takeTurn(order.phone.number);
      await world.settled();
    }
    const ends = world.reported.flatMap(({ fact }) => (fact.kind === "ended" ? [fact.outcome] : []));
    expect([ends, world.placed]).toEqual([["capped", "capped"], []]);
  });
  expect(asked.map(({ new_call }) => new_call)).toEqual([
    { key: "att_1-1", organization_id: "org_1" },
    { key: "att_1-2", organization_id: "org_1" },
  ]);
});
