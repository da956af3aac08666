import { applyD1Migrations, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { numberDigest } from "../../services/suppression/number-digest.ts";
import type { AttemptOrder, CallReport, LegOrder, PlaceAnswer } from "../protocol.ts";
import { PLATFORM, type SuppressionOrder } from "../suppression-protocol.ts";
import { finishSuppressions, learnSuppressions, suppress } from "./suppress.ts";
import { takeLegReports } from "./take-leg-reports.ts";
import { exampleOrder, legReport, lineWorld, type LineWorld, type Neighbours } from "./testing/line-world.ts";

/** As the line has it. */
const KEY = { NUMBER_HASH_KEY: "7b".repeat(32) };
const NUMBER = "+33199001000";
const OTHER = { organization_id: "org_2", organization_name: "Other", desk: "desk:2:0" };
const upTo = (reports: readonly CallReport[]) => ({ seq: Math.max(...reports.map(({ seq }) => seq)) });
const WELL: Neighbours = {
  pick: () => ({ ok: true, pbx_id: "pbx-1", trunk_id: "carrier", silence_ms: 10_000, doubtful: false }),
  place: () => ({ ok: true }),
  legStatus: () => ({ phase: "ringing" }),
  callReports: upTo,
};
const objection = (over: Partial<SuppressionOrder> = {}): SuppressionOrder => ({
  number: NUMBER,
  scope: "org_1",
  active: true,
  how: "call",
  by: null,
  reason: null,
  call_id: null,
  ...over,
});

type OnLine = (
  world: LineWorld,
  again: (over?: Partial<Neighbours>) => LineWorld,
  sql: SqlStorage,
) => Promise<void>;

/** On the storage of a PhoneLine of its own; `again`: its process has died, and a new one finds the rows. */
async function onLine(test: OnLine, over: Partial<Neighbours> = {}): Promise<void> {
  const stub = env.PHONE_LINE.get(env.PHONE_LINE.newUniqueId());
  const open = (storage: DurableObjectStorage, more: Partial<Neighbours>) =>
    lineWorld(storage, { ...WELL, db: env.DB, ...over, ...more });
  await runInDurableObject(stub, (_line, { storage }) =>
    test(open(storage, {}), (more = {}) => open(storage, more), storage.sql),
  );
}

async function take(world: LineWorld, attemptId: string, over: Partial<AttemptOrder> = {}): Promise<void> {
  const order = exampleOrder(attemptId, over);
  world.parts.store.addAttempt(order, Date.now());
  world.parts.takeTurn(order.phone.number);
  await world.settled();
}
function leg({ placed }: LineWorld, index = 0): LegOrder {
  const order = placed[index];
  if (order === undefined) throw new Error(`only ${placed.length} legs were placed`);
  return order;
}
const ends = ({ reported }: LineWorld) =>
  reported.flatMap(({ attempt_ids, fact }) =>
    fact.kind === "ended" ? [[attempt_ids[0], fact.outcome]] : [],
  );
const cancelled = { kind: "ended", outcome: "cancelled", sip_code: 487, cause: 16 } as const;
const answered = async (world: LineWorld): Promise<void> => {
  await takeLegReports(world.parts, [legReport(leg(world), 1, { kind: "answered" })]);
};
const pressNine = (world: LineWorld) =>
  takeLegReports(world.parts, [legReport(leg(world), 2, { kind: "key", digit: "9", meaning: "opt_out" })]);
const copies = async (number = NUMBER) =>
  (
    await env.DB.prepare(
      "SELECT scope, active, version, how FROM suppressions WHERE digest = ? ORDER BY scope",
    )
      .bind(numberDigest(KEY, number))
      .all()
  ).results;

beforeAll(() => applyD1Migrations(env.DB, env.TEST_MIGRATIONS));

describe("9 and 9 in a call", () => {
  it("is recorded by the line itself: the caller hears so while no Desk answers, and D1 is away", () =>
    onLine(
      async (world) => {
        await take(world, "att_1-1");
        await answered(world);
        const { verdict } = await pressNine(world);
        expect(verdict).toEqual({ recorded: true, meaning: "opt_out", already_by: null });
        expect(world.parts.suppressions.stops(NUMBER, "org_1")).toBe(true);
        expect(world.parts.suppressions.stops(NUMBER, "org_2")).toBe(false);
        // The call says its goodbye.
        expect(world.cancelled).toEqual([]);
        const again = legReport(leg(world), 2, { kind: "key", digit: "9", meaning: "opt_out" });
        expect((await takeLegReports(world.parts, [again])).verdict).toEqual(verdict);
      },
      {
        db: undefined,
        callReports: () => {
          throw new Error("no Desk");
        },
      },
    ));

  it("ends what waits of that organization, and not what waits of another", () =>
    onLine(async (world) => {
      await take(world, "att_1-1");
      await answered(world);
      await take(world, "att_2-1", { alert_id: "alr_2" });
      await take(world, "att_3-1", OTHER);
      await pressNine(world);
      await world.settled();
      expect(ends(world)).toEqual([["att_2-1", "opted_out"]]);
      await takeLegReports(world.parts, [legReport(leg(world), 3, { ...cancelled, outcome: "opted_out" })]);
      await world.settled();
      expect(ends(world)).toEqual([
        ["att_2-1", "opted_out"],
        ["att_1-1", "opted_out"],
      ]);
      expect(world.placed).toHaveLength(2);
      expect(leg(world, 1).organization_id).toBe("org_2");
    }));

  it("keeps nothing of the number once D1 has its digest", () =>
    onLine(async ({ parts }) => {
      const number = "+33199001001";
      suppress(parts, objection({ number }));
      await finishSuppressions(parts);
      expect(await copies(number)).toEqual([{ scope: "org_1", active: 1, version: 1, how: "call" }]);
      const rows = parts.suppressions.of(numberDigest(KEY, number));
      expect(JSON.stringify(rows)).not.toContain(number.slice(1));
      expect(parts.suppressions.untold()).toEqual([]);
    }));
});

describe("calls to a number that everybody is stopped from", () => {
  const stop = objection({ scope: PLATFORM, how: "operator", by: "olena", reason: "asked in writing" });

  it("that rings is hung up at once, and its plan is told that the number is not called", () =>
    onLine(async (world) => {
      await take(world, "att_1-1");
      await take(world, "att_3-1", OTHER);
      suppress(world.parts, stop);
      await world.settled();
      expect(world.cancelled).toEqual([leg(world).leg_id]);
      await takeLegReports(world.parts, [legReport(leg(world), 1, cancelled)]);
      await world.settled();
      expect(new Map(ends(world) as [string, string][])).toEqual(
        new Map([
          ["att_1-1", "opted_out"],
          ["att_3-1", "opted_out"],
        ]),
      );
      expect(world.placed).toHaveLength(1);
    }));

  it("that is answered with 'not connected' takes no other route", () => {
    let refusals = 0;
    const place = (): PlaceAnswer => {
      refusals += 1;
      return { ok: false, reason: "not_connected", detail: "" };
    };
    const none = { ok: false, reason: "no_healthy_route" } as const;
    return onLine(
      async (world) => {
        await take(world, "att_1-1");
        expect(refusals).toBe(1);
        suppress(world.parts, stop);
        await world.settled();
        expect(ends(world)).toEqual([["att_1-1", "opted_out"]]);
        expect(refusals).toBe(1);
      },
      { place, pick: (exclude, query) => (exclude.length > 0 ? none : WELL.pick([], query)) },
    );
  });
});

describe("the objection that a crash came after", () => {
  it("before the ringing leg was hung up: the next process hangs it up, and dials nothing", () =>
    onLine(async (world, again) => {
      await take(world, "att_1-1");
      expect(world.parts.suppressions.change(objection(), Date.now())?.version).toBe(1);
      const next = again();
      await finishSuppressions(next.parts);
      expect(next.cancelled).toEqual([leg(world).leg_id]);
      await take(next, "att_4-1", { alert_id: "alr_4" });
      expect(next.placed).toEqual([]);
    }));

  it("before D1 had heard of it: D1 hears once, however often it is told", () =>
    onLine(
      async (world, again, sql) => {
        const number = "+33199001002";
        suppress(world.parts, objection({ number, scope: "org_crash" }));
        await world.settled();
        expect(await copies(number)).toEqual([]);
        const next = again({ db: env.DB });
        await finishSuppressions(next.parts);
        // It died again before it had noted that D1 has it.
        sql.exec("UPDATE suppressions SET number = ?", number);
        await finishSuppressions(again({ db: env.DB }).parts);
        expect(await copies(number)).toEqual([{ scope: "org_crash", active: 1, version: 1, how: "call" }]);
        const audits = await env.DB.prepare(
          "SELECT action FROM audit_log WHERE organization_id = 'org_crash'",
        ).all();
        expect(audits.results).toEqual([{ action: "number.objected" }]);
      },
      { db: undefined },
    ));

  it("and that took the line's own rows: D1 teaches it again, and what was lifted stays lifted", () =>
    onLine(async (world) => {
      const digest = numberDigest(KEY, NUMBER);
      const copy = {
        digest,
        scope: "org_1",
        how: "call",
        by: null,
        reason: null,
        call_id: null,
        at: 1,
      } as const;
      await take(world, "att_1-1");
      expect(learnSuppressions(world.parts, [{ ...copy, active: true, version: 3 }])).toEqual([]);
      await world.settled();
      expect(world.cancelled).toEqual([leg(world).leg_id]);
      suppress(world.parts, objection({ active: false, how: "page" }));
      // D1 has not heard of the return yet.
      const newer = learnSuppressions(world.parts, [{ ...copy, active: true, version: 3 }]);
      expect(newer).toMatchObject([{ active: false, version: 4 }]);
      expect(world.parts.suppressions.stops(NUMBER, "org_1")).toBe(false);
    }));
});
