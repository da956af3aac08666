import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { Env } from "../../env.ts";
import type { RecordsMessage } from "../desk-protocol.ts";
import { Timers } from "../timers.ts";
import { AlertStore } from "./alert-store.ts";
import { CallStore } from "./call-store.ts";
import { Outbox } from "./outbox.ts";
import { RefusalStore } from "./refusal-store.ts";
import { RequestStore } from "./request-store.ts";
import { createTables } from "./schema.ts";

interface World {
  outbox: Outbox;
  /** Every message to the queue. */
  sent: number[][];
  /** What a queue does when it is told; nothing by default. */
  whenTold: (work: () => void) => void;
  /** The object dies and wakes: only rows are left. */
  reopen: () => Outbox;
  /** Rows that the table still has. */
  left: () => number;
}

async function onDesk(test: (world: World) => Promise<void>): Promise<void> {
  const stub = env.DESK.get(env.DESK.newUniqueId());
  await runInDurableObject(stub, async (_desk, { storage }) => {
    const { sql } = storage;
    createTables(sql);
    const sent: number[][] = [];
    let told = (): void => undefined;
    const queue = {
      send: async ({ outbox_ids }: RecordsMessage) => {
        sent.push(outbox_ids);
        told();
      },
    };
    const open = (): Outbox => {
      const stores = {
        alerts: new AlertStore(sql),
        calls: new CallStore(sql),
        requests: new RequestStore(sql),
        refusals: new RefusalStore(sql, () => "org_1"),
        drillRecord: () => null,
        codeRecord: () => null,
      };
      const timers = new Timers(storage, () => undefined);
      const ports = { RECORDS: queue } as unknown as Env;
      return new Outbox(ports, "desk:1:0", () => "org_1", sql, timers, stores);
    };
    await test({
      outbox: open(),
      sent,
      whenTold: (work) => (told = work),
      reopen: open,
      left: () => sql.exec("SELECT 1 FROM outbox").toArray().length,
    });
  });
}

/** What the consumer does with a message. */
function project(outbox: Outbox, ids: readonly number[]): void {
  outbox.pull(ids);
  outbox.confirm(ids);
  outbox.sweep();
}

it("the call whose end never reached D1: it changed while the queue was told of it, and again before that was confirmed", () =>
  onDesk(async ({ outbox, sent, whenTold, left }) => {
    whenTold(() => {
      if (sent.length === 1) outbox.add("call", "cal_1");
    });
    outbox.add("call", "cal_1");
    await outbox.announce(Date.now());
    expect(sent).toHaveLength(2);
    outbox.add("call", "cal_1");
    project(outbox, sent.flat());
    expect(left()).toBe(1);
  }));

it("the call whose end never reached D1: its Desk died after it had told the queue, and the queue had forgotten", () =>
  onDesk(async ({ outbox, sent, reopen, left }) => {
    outbox.add("call", "cal_1");
    await outbox.announce(Date.now());
    const again = reopen();
    await again.announce(Date.now());
    expect(sent).toEqual([[1], [1]]);
    project(again, [1]);
    expect(left()).toBe(0);
  }));

it("does not believe the confirmation of a row that it has not handed out since it woke", () =>
  onDesk(async ({ outbox, reopen, left }) => {
    outbox.add("alert", "alr_1");
    outbox.pull([1]);
    const again = reopen();
    again.confirm([1]);
    again.sweep();
    expect(left()).toBe(1);
  }));

it("tells of a row once a lease, and again when that is over", () =>
  onDesk(async ({ outbox, sent }) => {
    const now = Date.now();
    outbox.add("request", "req_1");
    await outbox.announce(now);
    outbox.add("request", "req_2");
    await outbox.announce(now + 10_000);
    await outbox.announce(now + 31_000);
    expect(sent).toEqual([[1], [2], [1]]);
  }));

it("tells of hundreds of rows in messages of at most a hundred, and forgets them with the commit after", () =>
  onDesk(async ({ outbox, sent, left }) => {
    for (let n = 0; n < 250; n += 1) outbox.add("request", `req_${n}`);
    await outbox.announce(Date.now());
    expect(sent.map((ids) => ids.length)).toEqual([100, 100, 50]);
    outbox.pull(sent.flat());
    outbox.confirm(sent.flat());
    expect(left()).toBe(250);
    expect(outbox.pull(sent.flat())).toEqual([]);
    outbox.sweep();
    expect(left()).toBe(0);
  }));
