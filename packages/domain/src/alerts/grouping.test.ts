import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Decision } from "./alert.ts";
import { ends, perPerson, presses } from "./testing/calls.ts";
import { ANN_THEN_BOB, newAlert, peopleIn, plan } from "./testing/examples.ts";
import { Simulation } from "./testing/simulation.ts";
import type { Severity } from "./severity.ts";
import { startAlert } from "./start.ts";

const rings = { kind: "group_rings", alertId: "alr_01LEADER" } as const;
const again = (severity: Severity, decision?: Decision) =>
  ({
    kind: "repeated",
    requestId: "req_2",
    severity,
    tool: "generic",
    ...(decision !== undefined && { decision }),
  }) as const;
const owners: Decision = {
  rule: { id: "rul_2", name: "critical", scenarioId: "sce_1", scenarioVersion: 1 },
  action: { type: "call_owners" },
  plan: plan(),
  paused: false,
};
const API = { type: "api_key", id: "key_1", name: "bot" } as const;

/** An alert that came while its group's window was open, which ends after so many seconds. */
function waiting(seconds: number, more: Partial<Parameters<typeof newAlert>[0]> = {}): Simulation {
  const at = Date.UTC(2026, 10, 22, 3);
  const groupPlace = { alertId: "alr_01LEADER", until: at + seconds * 1000 };
  return new Simulation(ANN_THEN_BOB, ends("no_answer"), { groupRef: "g", groupPlace, ...more });
}

describe("an alert of a group", () => {
  it("waits for the window's end and then has a plan of its own, whose clock begins there", () => {
    const sim = waiting(120).wait(1000);
    expect(sim.story().slice(0, 4)).toEqual([
      "0 waits for its group",
      "120 pass 1",
      "120 step 0: ann",
      "120 ring ann #1",
    ]);
    expect(sim.when("step 1: bob")).toEqual([420]);
  });

  it("rings with the group's call when one is dialled before, once, and not again at the window's end", () => {
    const sim = waiting(120).wait(30).send(rings).send(rings).wait(95);
    expect(sim.when("rings with its group")).toEqual([30]);
    expect(sim.when("dial ann")).toEqual([30, 100]);
  });

  it("joins at once a call that rings now", () => {
    const sim = new Simulation(ANN_THEN_BOB, presses("acknowledge"), {
      groupPlace: { alertId: "alr_01LEADER", until: null },
    });
    expect(sim.wait(60).story().slice(0, 4)).toEqual([
      "0 rings with its group",
      "0 pass 1",
      "0 step 0: ann",
      "0 ring ann #1",
    ]);
  });

  it.each(["acknowledge", "resolve"] as const)("that is ended by %s while it waits never rings", (action) => {
    const sim = waiting(120).wait(30).send({ kind: "commanded", action, actor: API });
    expect(
      sim
        .send(rings)
        .wait(14_000)
        .when(/^dial /),
    ).toEqual([]);
  });

  it("that its tool resolves while it waits is closed, and wakes nobody up", () => {
    const sim = waiting(120).wait(30).send({ kind: "tool_resolved", tool: "generic" });
    expect([sim.alert.state, sim.wakeAt]).toEqual(["resolved", null]);
  });

  it("goes on waiting when it is repeated, and rings at once, by the rules of now, when it became worse", () => {
    const sim = waiting(600, { severity: "minor" }).wait(10).send(again("minor", owners)).wait(10);
    expect(sim.when(/^dial /)).toEqual([]);
    sim.send(again("critical", owners)).wait(1);
    expect(sim.story(20)).toEqual(["20 repeat 3 critical", "20 pass 1", "20 step 0: bob", "20 ring bob #1"]);
    expect(sim.alert.rule).toEqual(owners.rule);
  });

  it.each([{ paused: true }, { action: { type: "record_only" } }] as const)(
    "that became worse rings although the rules of now would be silent: %j",
    (silent) => {
      const sim = waiting(600, { severity: "minor" }).send(again("critical", { ...owners, ...silent }));
      expect(sim.when("dial ann")).toEqual([0]);
    },
  );

  it("of a paused endpoint, or of a rule that only records, is silent as ever", () => {
    for (const more of [{ paused: true }, { action: { type: "record_only" } }] as const)
      expect(
        waiting(60, more)
          .wait(1000)
          .when(/^(dial|waits)/),
      ).toEqual([]);
  });

  it("that waited is snoozed and acknowledged like any other", () => {
    const at = Date.UTC(2026, 10, 22, 3);
    const sim = new Simulation(ANN_THEN_BOB, perPerson({ ann: presses("acknowledge") }), {
      groupPlace: { alertId: "alr_01LEADER", until: at + 60_000 },
    });
    expect(sim.wait(100).alert).toMatchObject({ state: "acknowledged", acknowledgedBy: "Ann" });
  });

  it("always rings by the window's end, whatever is repeated or dialled before", () => {
    const happening = fc.record({
      afterSeconds: fc.integer({ min: 0, max: 200 }),
      event: fc.constantFrom(
        rings,
        again("info"),
        again("info", owners),
        again("critical", owners),
        { kind: "tick" } as const,
        { kind: "prolonged", lapsesAt: Date.UTC(2027, 0, 1) } as const,
      ),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3600 }),
        fc.array(happening, { maxLength: 8 }),
        (seconds, events) => {
          const sim = waiting(seconds, { severity: "minor" });
          for (const { afterSeconds, event } of events) {
            sim.wait(afterSeconds);
            sim.send(event);
          }
          sim.wait(Math.max(0, seconds - sim.seconds));
          const [first] = sim.when(/^dial /);
          expect(first).toBeLessThanOrEqual(seconds);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("that was stored before there were groups is read as one that waits for none", () => {
    const { alert } = startAlert(newAlert(), 0, peopleIn(ANN_THEN_BOB));
    expect(Object.keys(alert.run)).not.toContain("groupedUntil");
  });
});
