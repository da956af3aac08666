import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { Env } from "../../env.ts";
import type { RecordsMessage } from "../desk-protocol.ts";
import { Timers } from "../timers.ts";
import { AlertStore } from "./alert-store.ts";
import { CallStore } from "./call-store.ts";
import { Outbox } from "./outbox.ts";
import { RequestStore } from "./request-store.ts";
import { createTables } from "./schema.ts";

it("the call whose end never reached D1: it changed while the queue was told of it, and again before that was confirmed", async () => {
  const stub = env.DESK.get(env.DESK.newUniqueId());
  await runInDurableObject(stub, async (_desk, { storage }) => {
    const { sql } = storage;
    createTables(sql);
    const sent: number[][] = [];
    const queue = {
      send: async ({ outbox_ids }: RecordsMessage) => {
        sent.push(outbox_ids);
        if (sent.length === 1) outbox.add("call", "cal_1");
      },
    };
    const stores = {
      alerts: new AlertStore(sql),
      calls: new CallStore(sql),
      requests: new RequestStore(sql),
    };
    const timers = new Timers(storage, () => undefined);
    const outbox = new Outbox(
      { RECORDS: queue } as unknown as Env,
      "desk:1:0",
      () => "org_1",
      sql,
      timers,
      stores,
    );
    outbox.add("call", "cal_1");
    await outbox.announce(Date.now());
    expect(sent).toHaveLength(2);
    outbox.add("call", "cal_1");
    outbox.confirm(sent.flat());
    expect(outbox.isEmpty()).toBe(false);
  });
});
