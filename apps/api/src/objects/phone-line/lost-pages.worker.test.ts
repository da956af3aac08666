import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { CallReport, LegOrder, RouteAnswer } from "../protocol.ts";
import { cancelSilentLeg } from "./check-on-call.ts";
import { dial } from "./dial.ts";
import { takeLegReports } from "./take-leg-reports.ts";
import { exampleOrder, legReport, lineWorld, type LineWorld, type Neighbours } from "./testing/line-world.ts";

const KEY_1 = { kind: "key", digit: "1", meaning: "acknowledge" } as const;
const RECORDED = { recorded: true, meaning: "acknowledge", already_by: null } as const;
const upTo = (reports: readonly CallReport[]) => ({ seq: Math.max(...reports.map(({ seq }) => seq)) });

const ROUTES = ["pbx-1", "pbx-2"].map((pbx_id) => ({ pbx_id, trunk_id: `${pbx_id}-trunk` }));
function pick(exclude: readonly { pbx_id: string }[]): RouteAnswer {
  const route = ROUTES.find(({ pbx_id }) => !exclude.some((tried) => tried.pbx_id === pbx_id));
  return route === undefined
    ? { ok: false, reason: "no_healthy_route" }
    : { ok: true, ...route, silence_ms: 10_000, doubtful: false };
}

const WELL: Neighbours = {
  pick,
  place: () => ({ ok: true }),
  legStatus: () => ({ phase: "placed" }),
  callReports: upTo,
};

/** Runs on the storage of a PhoneLine of its own. */
async function onStorage(
  test: (open: (over?: Partial<Neighbours>) => LineWorld) => Promise<void>,
): Promise<void> {
  const stub = env.PHONE_LINE.get(env.PHONE_LINE.newUniqueId());
  await runInDurableObject(stub, (_line, { storage }) =>
    test((over = {}) => lineWorld(storage, { ...WELL, ...over })),
  );
}

/** Takes an attempt and dials it. */
async function ring(world: LineWorld, attemptId = "att_1-1"): Promise<void> {
  const order = exampleOrder(attemptId);
  world.parts.store.addAttempt(order, Date.now());
  world.parts.takeTurn(order.phone.number);
  await world.settled();
}

function only(orders: readonly LegOrder[]): LegOrder {
  const [order] = orders;
  if (order === undefined || orders.length !== 1) throw new Error(`${orders.length} legs were placed`);
  return order;
}

const kinds = ({ reported }: LineWorld) => reported.map(({ fact }) => fact.kind);

describe("pages that kills have lost, or delayed", () => {
  it("the key whose verdict died with the runtime: asked again, it is told what was recorded", () =>
    onStorage(async (open) => {
      const before = open({
        callReports: (reports) =>
          reports.some(({ fact }) => fact.kind === "key")
            ? { ...upTo(reports), verdict: RECORDED }
            : upTo(reports),
      });
      await ring(before);
      const leg = only(before.placed);
      await takeLegReports(before.parts, [legReport(leg, 1, { kind: "answered" })]);
      expect(await takeLegReports(before.parts, [legReport(leg, 2, KEY_1)])).toEqual({
        seq: 2,
        verdict: RECORDED,
      });
      const after = open({ callReports: (reports) => ({ ...upTo(reports), verdict: RECORDED }) });
      expect(await takeLegReports(after.parts, [legReport(leg, 2, KEY_1)])).toEqual({
        seq: 2,
        verdict: RECORDED,
      });
      expect(kinds(after).filter((kind) => kind === "key")).toHaveLength(1);
      after.parts.commit(() => undefined);
      const later = open();
      expect(await takeLegReports(later.parts, [legReport(leg, 2, KEY_1)])).toMatchObject({
        verdict: RECORDED,
      });
      expect(kinds(later)).toEqual([]);
    }));

  it("the key that a Desk took for one it knew: its line had died with the numbers of two reports unwritten", () =>
    onStorage(async (open) => {
      let last = 0;
      const desk = {
        callReports: (reports: readonly CallReport[]) => {
          const fresh = reports.filter(({ seq }) => seq > last);
          last = upTo(reports).seq;
          return fresh.some(({ fact }) => fact.kind === "key")
            ? { seq: last, verdict: RECORDED }
            : { seq: last };
        },
      };
      const before = open(desk);
      await ring(before);
      const leg = only(before.placed);
      await takeLegReports(before.parts, [legReport(leg, 1, { kind: "ringing", early_media: false })]);
      await before.settled();
      expect(kinds(before)).toEqual(["placed", "ringing"]);
      const after = open(desk);
      await takeLegReports(after.parts, [legReport(leg, 2, { kind: "answered" })]);
      expect(await takeLegReports(after.parts, [legReport(leg, 3, KEY_1)])).toMatchObject({
        verdict: RECORDED,
      });
    }));

  it("the call that never ended in the records: its line had died twice, each time before it wrote a number down", () =>
    onStorage(async (open) => {
      let last = 0;
      const ended: string[] = [];
      const desk = {
        callReports: (reports: readonly CallReport[]) => {
          const fresh = reports.filter(({ seq }) => seq > last);
          ended.push(...fresh.flatMap(({ fact }) => (fact.kind === "ended" ? [fact.outcome] : [])));
          last = Math.max(last, upTo(reports).seq);
          return { seq: last };
        },
      };
      const before = open(desk);
      await ring(before);
      const leg = only(before.placed);
      await takeLegReports(before.parts, [legReport(leg, 1, { kind: "answered" })]);
      await before.settled();
      const said = { audio_ids: ["hello"], words: "Hello.", answer_to_speech_ms: 3 };
      const second = open(desk);
      await takeLegReports(second.parts, [legReport(leg, 2, { kind: "spoken", ...said })]);
      await second.parts.reports.drain(leg.call_id);
      const third = open(desk);
      await takeLegReports(third.parts, [
        legReport(leg, 3, { kind: "ended", outcome: "lost", sip_code: 200, cause: null }),
      ]);
      await third.parts.reports.drain(leg.call_id);
      expect(ended).toEqual(["lost"]);
    }));

  it("the call that no timeline told of: its line had died before the Desk heard that it was placed", () =>
    onStorage(async (open) => {
      const before = open({
        callReports: () => {
          throw new Error("the runtime was killed");
        },
      });
      await ring(before).catch(() => undefined);
      const leg = only(before.placed);
      const after = open();
      await takeLegReports(after.parts, [legReport(leg, 1, { kind: "ringing", early_media: false })]);
      await after.parts.reports.drain(leg.call_id);
      expect(kinds(after)).toEqual(["placed", "ringing"]);
    }));

  it("the call that its timeline told of twice: its line had slept while the phone rang", () =>
    onStorage(async (open) => {
      const before = open();
      await ring(before);
      const leg = only(before.placed);
      await takeLegReports(before.parts, [legReport(leg, 1, { kind: "ringing", early_media: false })]);
      await before.settled();
      // What the alarm of a line does before the object may sleep.
      before.parts.commit(() => undefined);
      const after = open();
      await takeLegReports(after.parts, [legReport(leg, 2, { kind: "answered" })]);
      await after.parts.reports.drain(leg.call_id);
      expect(kinds(after)).toEqual(["answered"]);
    }));

  it("the leg that was dialled a second time: its line had died before it wrote down that the PBX has it", () =>
    onStorage(async (open) => {
      const before = open();
      await ring(before);
      const leg = only(before.placed);
      const after = open({ place: () => ({ ok: false, reason: "known_leg", phase: "ringing" }) });
      await dial(after.parts, leg.call_id);
      await after.settled();
      expect(only(after.placed).leg_id).toBe(leg.leg_id);
      expect(kinds(after)).toEqual(["placed"]);
    }));

  it("the key that the line had written down and no Desk had seen: its repeat waits for the Desk's verdict", () =>
    onStorage(async (open) => {
      const before = open({
        callReports: (reports) => {
          if (reports.some(({ fact }) => fact.kind === "key")) throw new Error("the runtime was killed");
          return upTo(reports);
        },
      });
      await ring(before);
      const leg = only(before.placed);
      expect(await takeLegReports(before.parts, [legReport(leg, 1, KEY_1)])).toEqual({ seq: 1 });
      const after = open({ callReports: (reports) => ({ ...upTo(reports), verdict: RECORDED }) });
      expect(await takeLegReports(after.parts, [legReport(leg, 1, KEY_1)])).toEqual({
        seq: 1,
        verdict: RECORDED,
      });
      expect(kinds(after).filter((kind) => kind === "key")).toHaveLength(1);
    }));

  it("a second key never gets the verdict of the first", () =>
    onStorage(async (open) => {
      let answers = 0;
      const world = open({
        callReports: (reports) =>
          reports.some(({ fact }) => fact.kind === "key") && ++answers === 1
            ? { ...upTo(reports), verdict: RECORDED }
            : upTo(reports),
      });
      await ring(world);
      const leg = only(world.placed);
      expect(await takeLegReports(world.parts, [legReport(leg, 1, KEY_1)])).toEqual({
        seq: 1,
        verdict: RECORDED,
      });
      expect(await takeLegReports(world.parts, [legReport(leg, 2, KEY_1)])).toEqual({ seq: 2 });
    }));

  it("the page that came before the PBXs were back: kept and dialled when one is, not ended after two refusals", () =>
    onStorage(async (open) => {
      let connected = false;
      const world = open({
        place: () => (connected ? { ok: true } : { ok: false, reason: "not_connected", detail: "away" }),
      });
      await ring(world);
      expect(kinds(world)).toEqual(["leg_failed", "leg_failed", "held"]);
      connected = true;
      for (const { call_id } of world.parts.store.callsForRoute()) await dial(world.parts, call_id);
      await world.settled();
      expect(kinds(world)).toEqual(["leg_failed", "leg_failed", "held", "placed"]);
      expect(new Set(world.placed.map(({ call_id }) => call_id)).size).toBe(1);
    }));

  it("the page that went to a trunk that had failed for the one before: the Fleet is told with the next question", () =>
    onStorage(async (open) => {
      const world = open();
      await ring(world);
      const leg = only(world.placed);
      expect(world.told).toEqual([]);
      const silent = { kind: "ended", outcome: "trunk_silent", sip_code: null, cause: null } as const;
      await takeLegReports(world.parts, [legReport(leg, 1, silent)]);
      await world.settled();
      expect(world.told).toMatchObject([
        {
          pbx_id: "pbx-1",
          trunk_id: "pbx-1-trunk",
          number: "+33199001000",
          outcome: "trunk_silent",
          delay_ms: null,
        },
      ]);
    }));

  it("the probe of a doubtful trunk: how it fared is told at once, and its silence lasts no longer than was said", () =>
    onStorage(async (open) => {
      const world = open({
        pick: (exclude) => ({ ...pick(exclude), silence_ms: 3_000, doubtful: true }) as RouteAnswer,
      });
      await ring(world);
      const leg = only(world.placed);
      expect(world.parts.results.silenceMs(leg.call_id)).toBe(3_000);
      const ended = { kind: "ended", outcome: "no_answer", sip_code: 480, cause: 19 } as const;
      await takeLegReports(world.parts, [
        legReport(leg, 1, { kind: "ringing", early_media: false }),
        legReport(leg, 2, ended),
      ]);
      await world.settled();
      expect(world.told).toMatchObject([{ outcome: "no_answer", delay_ms: expect.any(Number) }]);
    }));

  it("the page that waited 5 s for a route that had come up while it asked", () =>
    onStorage(async (open) => {
      let asked = 0;
      const world = open({
        pick: (exclude) => {
          asked += 1;
          if (asked > 1) return pick(exclude);
          const [call] = world.parts.store.callsForRoute();
          world.parts.detach("wake", dial(world.parts, call?.call_id ?? ""));
          return { ok: false, reason: "no_healthy_route" };
        },
      });
      await ring(world);
      expect(kinds(world)).toEqual(["held", "placed"]);
    }));

  it("the page that waited for a trunk that was full, while another was free", () =>
    onStorage(async (open) => {
      const asked: (readonly { pbx_id: string }[])[] = [];
      const world = open({
        pick: (exclude) => {
          asked.push(exclude);
          return pick(exclude);
        },
        place: () => (world.placed.length < 2 ? { ok: false, reason: "busy", detail: "full" } : { ok: true }),
      });
      await ring(world);
      await dial(world.parts, only(world.placed).call_id);
      await world.settled();
      expect(world.placed.map(({ trunk_id }) => trunk_id)).toEqual(["pbx-1-trunk", "pbx-2-trunk"]);
      expect(asked).toEqual([[], [expect.objectContaining({ ...ROUTES[0], full: true })]]);
      expect(kinds(world)).toEqual(["placed"]);
    }));

  it("the page for which every trunk was full: it goes on asking all of them, and no PBX is said to be away", () =>
    onStorage(async (open) => {
      const world = open({
        place: () => (world.placed.length < 4 ? { ok: false, reason: "busy", detail: "full" } : { ok: true }),
      });
      await ring(world);
      const callId = only(world.placed).call_id;
      for (let n = 0; n < 4; n += 1) await dial(world.parts, callId);
      await world.settled();
      expect(world.placed.map(({ trunk_id }) => trunk_id)).toEqual(
        ["pbx-1", "pbx-2", "pbx-1", "pbx-2"].map((pbx) => `${pbx}-trunk`),
      );
      expect(kinds(world)).toEqual(["placed"]);
    }));

  it("the redial that met the ghost of a lost leg: the same call goes on, and its record gets an end", () =>
    onStorage(async (open) => {
      const world = open();
      world.parts.history.noteGhost("+33199001000", Date.now());
      await ring(world);
      const first = only(world.placed);
      await takeLegReports(world.parts, [
        legReport(first, 1, { kind: "ended", outcome: "busy", sip_code: 486, cause: 17 }),
      ]);
      await world.settled();
      expect(kinds(world)).toEqual(["placed", "leg_failed", "held"]);
      expect(world.parts.store.callsForRoute()).toEqual([]);
      await dial(world.parts, first.call_id);
      await world.settled();
      const second = world.placed[1];
      expect(second).toMatchObject({ call_id: first.call_id });
      expect(second?.leg_id).not.toBe(first.leg_id);
    }));

  it("a ghost that is met by a page withdrawn meanwhile ends the call", () =>
    onStorage(async (open) => {
      const world = open();
      world.parts.history.noteGhost("+33199001000", Date.now());
      await ring(world);
      const leg = only(world.placed);
      const call = world.parts.store.call(leg.call_id);
      if (call !== null) world.parts.store.saveCall({ ...call, stopping: 1 });
      await takeLegReports(world.parts, [
        legReport(leg, 1, { kind: "ended", outcome: "busy", sip_code: 486, cause: 17 }),
      ]);
      await world.settled();
      expect(kinds(world)).toEqual(["placed", "ended"]);
    }));

  it.each([
    ["answered", []],
    ["ringing", []],
    ["placed", ["the leg"]],
  ] as const)(
    "the answered page that was cut for its silence: a leg that is %s, of which nothing was heard, is cancelled: %j",
    (phase, cancelled) =>
      onStorage(async (open) => {
        const world = open({ legStatus: () => ({ phase }) });
        await ring(world);
        await cancelSilentLeg(world.parts, only(world.placed).call_id);
        expect(world.cancelled).toHaveLength(cancelled.length);
      }),
  );
});
