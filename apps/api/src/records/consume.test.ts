import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestStores } from "../db/testing/database.ts";
import type { TestStores } from "../db/testing/database.ts";
import { consumeRecords } from "./consume.ts";
import { alertRecord, callRecord, fakeOutbox, requestRecord, timelineRecord } from "./testing/outbox.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.dispose());
beforeEach(async () => {
  const tables = ["incoming_requests", "alerts", "timeline_events", "call_logs"];
  await stores.db.batch(tables.map((table) => stores.db.prepare(`DELETE FROM ${table}`)));
});

const count = (table: string) => stores.db.prepare(`SELECT count(*) AS n FROM ${table}`).first<number>("n");

function consume(
  outbox: ReturnType<typeof fakeOutbox>,
  messages: ReturnType<typeof outbox.message>[],
  db: Pick<D1Database, "prepare" | "batch"> = stores.db,
) {
  return consumeRecords(messages, { db, desk: outbox.desk, log: outbox.log });
}

describe("the records consumer", () => {
  it("writes what the outbox holds, then confirms, then acknowledges the message", async () => {
    const outbox = fakeOutbox([
      requestRecord(),
      alertRecord(),
      timelineRecord(1),
      timelineRecord(2),
      callRecord(),
    ]);
    const message = outbox.message(outbox.ids());
    await consume(outbox, [message]);
    expect([
      await count("incoming_requests"),
      await count("alerts"),
      await count("timeline_events"),
      await count("call_logs"),
    ]).toEqual([1, 1, 2, 1]);
    expect(outbox.ids()).toEqual([]);
    expect(message.fate).toBe("acknowledged");
  });

  it("changes nothing when everything arrives twice", async () => {
    for (let round = 0; round < 2; round += 1) {
      const outbox = fakeOutbox([requestRecord(), alertRecord(), timelineRecord(1), callRecord()]);
      await consume(outbox, [outbox.message(outbox.ids()), outbox.message(outbox.ids())]);
    }
    expect([
      await count("incoming_requests"),
      await count("alerts"),
      await count("timeline_events"),
      await count("call_logs"),
    ]).toEqual([1, 1, 1, 1]);
  });

  it("keeps the newer version when rows overtake each other", async () => {
    const outbox = fakeOutbox([
      alertRecord({ version: 3, state: "acknowledged" }),
      alertRecord({ version: 2, state: "triggered" }),
      callRecord({ version: 5, status: "acknowledged" }),
      callRecord({ version: 4, status: "ringing" }),
    ]);
    await consume(outbox, [outbox.message([])]);
    expect(await stores.db.prepare("SELECT state FROM alerts").first("state")).toBe("acknowledged");
    expect(await stores.db.prepare("SELECT status FROM call_logs").first("status")).toBe("acknowledged");
  });

  it("never moves a row to another organization", async () => {
    const outbox = fakeOutbox([
      alertRecord(),
      alertRecord({ version: 9, organization_id: "org_other", title: "taken" }),
    ]);
    await consume(outbox, [outbox.message([])]);
    expect(await stores.db.prepare("SELECT organization_id, title FROM alerts").first()).toEqual({
      organization_id: "org_a",
      title: "Database down",
    });
  });

  it("writes more rows than one transaction takes", async () => {
    const outbox = fakeOutbox(Array.from({ length: 130 }, (_, seq) => timelineRecord(seq)));
    await consume(outbox, [outbox.message(outbox.ids())]);
    expect(await count("timeline_events")).toBe(130);
    expect(outbox.ids()).toEqual([]);
  });

  it("leaves everything in the outbox and retries later when D1 is away", async () => {
    const outbox = fakeOutbox([alertRecord()]);
    const message = outbox.message(outbox.ids());
    await consume(outbox, [message], {
      prepare: (sql: string) => stores.db.prepare(sql),
      batch: () => Promise.reject(new Error("D1_ERROR: network lost")),
    });
    expect(message.fate).toEqual({ retryIn: 1 });
    expect(outbox.ids()).toHaveLength(1);
    expect(outbox.lines).toEqual([
      { event: "records_retry", desk: "desk:1:0", reason: "D1_ERROR: network lost" },
    ]);
  });

  it("retries when the Desk cannot be reached", async () => {
    const outbox = fakeOutbox([alertRecord()]);
    const message = outbox.message(outbox.ids(), { attempts: 4 });
    outbox.fail("pullOutbox");
    await consume(outbox, [message]);
    expect(message.fate).toEqual({ retryIn: 60 });
  });

  it("writes the rows of several Desks at once, and none waits for one that cannot be reached", async () => {
    const outboxes = [1, 2, 3].map((n) =>
      fakeOutbox([alertRecord({ id: `alr_${n}` }), timelineRecord(1, { alert_id: `alr_${n}` })]),
    );
    const messages = outboxes.map((outbox, n) => outbox.message(outbox.ids(), { desk: `desk:${n}:0` }));
    outboxes[1]?.fail("pullOutbox");
    let batches = 0;
    const db = {
      prepare: (sql: string) => stores.db.prepare(sql),
      batch: <T>(statements: D1PreparedStatement[]) => {
        batches += 1;
        return stores.db.batch<T>(statements);
      },
    };
    const desk = (name: string) => {
      const outbox = outboxes[Number(name.split(":")[1])];
      if (outbox === undefined) throw new Error(`no Desk is called ${name}`);
      return outbox.desk();
    };
    await consumeRecords(messages, { db, desk, log: () => undefined });
    expect(messages.map(({ fate }) => fate)).toEqual(["acknowledged", { retryIn: 1 }, "acknowledged"]);
    expect(outboxes.map((outbox) => outbox.ids().length)).toEqual([0, 2, 0]);
    expect([await count("alerts"), await count("timeline_events"), batches]).toEqual([2, 2, 1]);
  });

  it("writes again without harm when the confirmation was lost", async () => {
    const outbox = fakeOutbox([alertRecord(), timelineRecord(1)]);
    const first = outbox.message(outbox.ids());
    outbox.fail("confirmOutbox");
    await consume(outbox, [first]);
    expect(first.fate).toEqual({ retryIn: 1 });
    const second = outbox.message(outbox.ids());
    await consume(outbox, [second]);
    expect(second.fate).toBe("acknowledged");
    expect([await count("alerts"), await count("timeline_events")]).toEqual([1, 1]);
  });

  it("does not let a row that D1 refuses hold back the others", async () => {
    const outbox = fakeOutbox([alertRecord(), requestRecord({ body_bytes: -1 }), timelineRecord(1)]);
    const message = outbox.message(outbox.ids());
    await consume(outbox, [message]);
    expect([await count("alerts"), await count("timeline_events"), await count("incoming_requests")]).toEqual(
      [1, 1, 0],
    );
    expect(outbox.ids()).toEqual([2]);
    expect(message.fate).toEqual({ retryIn: 1 });
    expect(outbox.lines[0]?.event).toBe("records_row_refused");
  });
});
