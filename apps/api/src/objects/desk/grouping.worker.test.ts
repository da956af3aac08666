import { applyD1Migrations, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { IncomingEvent } from "@callping/domain/intake/event";
import { fleetStatements } from "../../db/fleet.ts";
import { runBatch } from "../../db/statement.ts";
import { pbxDefinition } from "../../services/fleet/testing/pbx-definition.ts";
import type { AlertReceipt, Snapshot, SnapshotEndpoint } from "../desk-protocol.ts";
import { exampleEndpoint, exampleSnapshot, exampleUuid } from "./testing/example-snapshot.ts";
import { event, input } from "./testing/inputs.ts";

// The Fleet reads from D1 which PBXs there are: one, and it never connects.
beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  await runBatch(env.DB, fleetStatements([pbxDefinition("pbx-1")], new Date().toISOString()));
});

/** An organization whose one person has a phone. No PBX is connected: attempts are handed over and wait at the line. */
function snapshotOf(organization: number, settings: Partial<SnapshotEndpoint>): Snapshot {
  const number = `+331990020${organization}`;
  const grouping = { paused: false, grouping_window_seconds: 600, ...settings };
  return {
    ...exampleSnapshot(organization, [
      exampleEndpoint(organization, 1, grouping),
      exampleEndpoint(organization, 2, grouping),
    ]),
    phones: [
      {
        id: `pho_${organization}`,
        member_id: "mem_1",
        number,
        label: "Ada's phone",
        language: "en",
        enabled: true,
        primary: true,
        verified: true,
      },
    ],
  };
}

let calls = 0;
async function open(organization: number, settings: Partial<SnapshotEndpoint> = {}) {
  const desk = env.DESK.getByName(`desk:${organization}:0`);
  const set = (change: Partial<SnapshotEndpoint>) => desk.replaceSnapshot(snapshotOf(organization, change));
  await set(settings);
  const send = async (dedupKey: string, more: Partial<IncomingEvent> = {}, endpoint = 1) => {
    const received = await desk.receive(
      input({
        endpoint_uuid: exampleUuid(organization, endpoint),
        received_at: Date.now(),
        events: [event({ dedupKey, title: dedupKey, ...more })],
      }),
    );
    if (!received.ok || received.alerts[0] === undefined) throw new Error(JSON.stringify(received));
    return received.alerts[0];
  };
  const facts = async (receipt: AlertReceipt) => (await desk.alert(receipt.id))?.timeline ?? [];
  const grouped = async (receipt: AlertReceipt) =>
    (await facts(receipt)).flatMap((entry) => (entry.kind === "grouped" ? [entry.data] : []));
  /** The call of these alerts is answered, once the line has said of its first one that it waits for a PBX. */
  const answer = async (receipts: AlertReceipt[], opener = receipts[0]) => {
    calls += 1;
    await vi.waitFor(async () => {
      const told = opener === undefined ? [] : await facts(opener);
      expect(told.map(({ kind }) => kind)).toContain("attempt_held");
    });
    const told = (await Promise.all(receipts.map(facts))).flat();
    const attempt_ids = told.flatMap((entry) =>
      entry.kind === "attempt_started" ? [entry.data.attempt_id] : [],
    );
    const report = { call_id: `cal_${calls}`, attempt_ids, at: Date.now() };
    const leg = { leg_id: "leg_1", pbx_id: "pbx-1", trunk_id: "pbx-1-trunk" };
    await desk.callReports([{ ...report, seq: 1, fact: { kind: "answered", ring_ms: 1, ...leg } }]);
    return {
      press: (digit: string) =>
        desk.callReports([{ ...report, seq: 2, fact: { kind: "key", digit, meaning: "acknowledge" } }]),
      end: (outcome: "lost") =>
        desk.callReports([
          {
            ...report,
            seq: 2,
            fact: { kind: "ended", outcome, sip_code: null, cause: null, duration_ms: 1 },
          },
        ]),
    };
  };
  /** What the alarm goes by after a crash. */
  const wakeAt = ({ id }: AlertReceipt) =>
    runInDurableObject(
      desk,
      (_desk, { storage }) =>
        storage.sql.exec("SELECT wake_at FROM alerts WHERE id = ?", id).one()["wake_at"],
    );
  return { desk, wakeAt, set, send, facts, grouped, answer };
}

const stateOf = async (desk: Awaited<ReturnType<typeof open>>["desk"], { id }: AlertReceipt) =>
  (await desk.alert(id))?.alert.state;

describe("a grouping window", () => {
  it("lets the first ring at once, and what follows join the call until it is answered", async () => {
    const { send, grouped, answer, desk } = await open(61);
    const first = await send("one");
    expect(first.calls).toHaveLength(1);
    expect(await grouped(first)).toEqual([]);
    const others = [await send("two"), await send("three")];
    for (const other of others) {
      expect(other.calls).toHaveLength(1);
      expect(await grouped(other)).toEqual([{ alert_id: first.id, until: null }]);
    }
    const { press } = await answer([first, ...others]);
    const late = await send("four");
    expect(late.calls).toEqual([]);
    const [place] = await grouped(late);
    expect(place?.alert_id).toBe(first.id);
    expect(Date.parse(place?.until ?? "") - Date.now()).toBeGreaterThan(500_000);
    await press("1");
    for (const told of [first, ...others]) expect(await stateOf(desk, told)).toBe("acknowledged");
    expect(await stateOf(desk, late)).toBe("triggered");
  });

  it("ends: what waited rings then, all of it, by the Desk's own timer", async () => {
    const { send, facts, grouped, answer, wakeAt } = await open(62, { grouping_window_seconds: 1 });
    const first = await send("one");
    await answer([first]);
    const waiting = [await send("two"), await send("three")];
    expect(waiting.flatMap((receipt) => receipt.calls)).toEqual([]);
    const [place] = await grouped(waiting[0] ?? first);
    expect(await wakeAt(waiting[0] ?? first)).toBe(Date.parse(place?.until ?? ""));
    await vi.waitFor(
      async () => {
        for (const receipt of waiting)
          expect((await facts(receipt)).map(({ kind }) => kind)).toContain("attempt_started");
      },
      { timeout: 5_000 },
    );
    const [two, three] = await Promise.all(waiting.map(facts));
    const startOf = (entries: typeof two) =>
      Date.parse(entries?.find(({ kind }) => kind === "attempt_started")?.at ?? "");
    expect(Math.abs(startOf(two) - startOf(three))).toBeLessThan(200);
    expect((await send("four")).calls).toHaveLength(1);
  });

  it("takes what waits along when the group is dialled before its end", async () => {
    const { send, grouped, facts, answer } = await open(63);
    const first = await send("one");
    const { end } = await answer([first]);
    const waiting = await send("two");
    expect(waiting.calls).toEqual([]);
    // The leg was lost with its PBX: it is rung again at once.
    await end("lost");
    expect((await grouped(waiting)).at(-1)).toEqual({ alert_id: first.id, until: null });
    expect((await facts(waiting)).map(({ kind }) => kind)).toContain("attempt_started");
  });

  it("delays nothing that is worse than what the group rings for, and rings at once what becomes worse", async () => {
    const { send, answer, facts } = await open(64);
    const first = await send("one", { severity: "minor" });
    await answer([first]);
    const waiting = await send("two", { severity: "minor" });
    const worse = await send("three", { severity: "critical" });
    expect(worse.calls).toHaveLength(1);
    // The call for the worse one takes along what waited.
    expect((await facts(waiting)).map(({ kind }) => kind)).toContain("attempt_started");
    await answer([worse, waiting], first);
    const last = await send("four", { severity: "minor" });
    expect(last.calls).toEqual([]);
    expect((await send("four", { severity: "critical" })).calls).toHaveLength(1);
  });

  it("is the endpoint's own, and each key's of its template; what the template cannot name rings for itself", async () => {
    const { send, answer } = await open(65, { grouping_template: "{{cluster}}" });
    const at = (cluster: string | null) => ({ payload: cluster === null ? {} : { cluster } });
    await answer([await send("one", at("eu"))]);
    expect((await send("two", at("eu"))).calls).toEqual([]);
    expect((await send("three", at("us"))).calls).toHaveLength(1);
    expect((await send("four", at(null))).calls).toHaveLength(1);
    expect((await send("five", at(null))).calls).toHaveLength(1);
    expect((await send("six", at("eu"), 2)).calls).toHaveLength(1);
  });

  it("begins anew when the alert that opened it is resolved, and each resolve is its own alert's", async () => {
    const { send, answer, desk } = await open(66);
    const first = await send("one");
    await answer([first]);
    const waiting = await send("two");
    await send("two", { state: "resolved" });
    expect([await stateOf(desk, waiting), await stateOf(desk, first)]).toEqual(["resolved", "triggered"]);
    await send("one", { state: "resolved" });
    expect((await send("three")).calls).toHaveLength(1);
  });

  it("of one organization holds nothing of another's back, and 0 switches it off for the next webhook", async () => {
    const [own, other] = [await open(67), await open(68)];
    await own.answer([await own.send("one")]);
    expect((await own.send("two")).calls).toEqual([]);
    expect((await other.send("one")).calls).toHaveLength(1);
    await own.set({ grouping_window_seconds: 0 });
    expect((await own.send("three")).calls).toHaveLength(1);
  });
});
