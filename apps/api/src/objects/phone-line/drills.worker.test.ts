import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { AttemptOrder, CallReport, LegOrder, RouteAnswer } from "../protocol.ts";
import { takeLegReports } from "./take-leg-reports.ts";
import { exampleOrder, legReport, lineWorld, type LineWorld, type Neighbours } from "./testing/line-world.ts";

const route = (): RouteAnswer => ({
  ok: true,
  pbx_id: "pbx-1",
  trunk_id: "carrier",
  silence_ms: 10_000,
  doubtful: false,
});
const upTo = (reports: readonly CallReport[]) => ({ seq: Math.max(...reports.map(({ seq }) => seq)) });
const WELL: Neighbours = {
  pick: route,
  place: () => ({ ok: true }),
  legStatus: () => ({ phase: "ringing" }),
  callReports: upTo,
};

/** Runs on the storage of a PhoneLine of its own. */
async function onLine(test: (world: LineWorld) => Promise<void>): Promise<void> {
  const stub = env.PHONE_LINE.get(env.PHONE_LINE.newUniqueId());
  await runInDurableObject(stub, (_line, { storage }) => test(lineWorld(storage, WELL)));
}

async function take(world: LineWorld, attemptId: string, over: Partial<AttemptOrder> = {}): Promise<void> {
  const order = exampleOrder(attemptId, over);
  world.parts.store.addAttempt(order, Date.now());
  world.parts.takeTurn(order.phone.number);
  await world.settled();
}
const drill = (world: LineWorld): Promise<void> =>
  take(world, "drl_1-1", { drill: true, severity: "info", title: "", alert_id: "drl_1" });

function leg({ placed }: LineWorld, index = 0): LegOrder {
  const order = placed[index];
  if (order === undefined) throw new Error(`only ${placed.length} legs were placed`);
  return order;
}
const words = (order: LegOrder | undefined) => order?.script.message.map((piece) => piece.words).join(" ");
const outcomes = ({ reported }: LineWorld) =>
  reported.flatMap(({ attempt_ids, fact }) =>
    fact.kind === "ended" ? [[attempt_ids[0], fact.outcome]] : [],
  );
const ended = { kind: "ended", outcome: "cancelled", sip_code: 487, cause: 16 } as const;

describe("a drill at a telephone's line", () => {
  it("says that it is a test, by its own keys", () =>
    onLine(async (world) => {
      await drill(world);
      expect(words(leg(world))).toBe("CallPing for Example. This is a test call. Nothing is wrong.");
      expect(leg(world).script.keyMap).toBe("drill");
      expect(leg(world).script.confirmations.closed).toEqual([]);
    }));

  it("that rings becomes the call of the same organization's alert, without another ring", () =>
    onLine(async (world) => {
      await drill(world);
      await takeLegReports(world.parts, [legReport(leg(world), 1, { kind: "ringing", early_media: false })]);
      await take(world, "att_1-1");
      expect(world.placed).toHaveLength(1);
      expect(world.updated.map((script) => [script.keyMap, script.message[0]?.words])).toEqual([
        ["default", expect.stringMatching(/critical: database is down/i)],
      ]);
      expect(outcomes(world)).toEqual([["drl_1-1", "cancelled"]]);
      expect(world.cancelled).toEqual([]);
      await takeLegReports(world.parts, [
        legReport(leg(world), 2, { kind: "answered" }),
        legReport(leg(world), 3, { kind: "key", digit: "1", meaning: "acknowledge" }),
      ]);
      const key = world.reported.find(({ fact }) => fact.kind === "key");
      expect(key?.attempt_ids).toEqual(["att_1-1"]);
    }));

  it("that was answered is hung up for an alert, which rings at its end in spite of cooldown and cap", () =>
    onLine(async (world) => {
      await drill(world);
      await takeLegReports(world.parts, [legReport(leg(world), 1, { kind: "answered" })]);
      await take(world, "att_1-1", { severity: "info" });
      expect(world.cancelled).toEqual([leg(world).leg_id]);
      await takeLegReports(world.parts, [legReport(leg(world), 2, ended)]);
      await world.settled();
      expect(outcomes(world)).toEqual([["drl_1-1", "cancelled"]]);
      expect(world.placed).toHaveLength(2);
      expect(words(leg(world, 1))).toMatch(/database is down/i);
    }));

  it("of one organization gives way to any alert of another's, and nothing of either is said to the other", () =>
    onLine(async (world) => {
      await drill(world);
      await take(world, "att_2-1", {
        organization_id: "org_2",
        organization_name: "Other",
        desk: "desk:2:0",
        severity: "minor",
      });
      expect(world.cancelled).toEqual([leg(world).leg_id]);
      await takeLegReports(world.parts, [legReport(leg(world), 1, ended)]);
      await world.settled();
      expect(words(leg(world, 1))).toMatch(/^CallPing for Other/);
      const ofDrill = world.reported.filter(({ call_id }) => call_id === leg(world).call_id);
      expect(new Set(ofDrill.flatMap(({ attempt_ids }) => attempt_ids))).toEqual(new Set(["drl_1-1"]));
    }));

  it("that comes while an alert rings, or waits, is over before it rang", () =>
    onLine(async (world) => {
      await take(world, "att_1-1");
      await drill(world);
      expect(world.placed).toHaveLength(1);
      expect(outcomes(world)).toEqual([["drl_1-1", "cancelled"]]);
    }));

  it("waits for the cooldown after anybody's call", () =>
    onLine(async (world) => {
      await take(world, "att_1-1");
      await takeLegReports(world.parts, [legReport(leg(world), 1, { ...ended, outcome: "no_answer" })]);
      await world.settled();
      await drill(world);
      expect(world.placed).toHaveLength(1);
      expect(world.reported.at(-1)?.fact).toMatchObject({ kind: "held", reason: "cooldown" });
    }));
});
