import { describe, expect, it } from "vitest";
import {
  type Calls,
  ended,
  ends,
  held,
  inTurn,
  perPerson,
  presses,
  ringing,
  type Told,
} from "./testing/calls.ts";
import { ANN_THEN_BOB, plan } from "./testing/examples.ts";
import { Simulation } from "./testing/simulation.ts";

/** Held until a PBX connects so many seconds after the alert began; then it rings 25 s and nobody answers. */
const heldUntil =
  (seconds: number, sim: () => number, then: Calls = ends("no_answer")): Calls =>
  (dialled) => {
    const left = seconds - sim();
    if (left <= 0) return then(dialled);
    return [
      held("no_pbx_connected"),
      ...then(dialled).map((told): Told => ({ ...told, afterSeconds: told.afterSeconds + left })),
    ];
  };

/** The whole fleet is away for so long. */
function outage(seconds: number, planned: ReturnType<typeof plan>, then?: Calls): Simulation {
  let clock = (): number => 0;
  const sim = new Simulation(ANN_THEN_BOB, (dialled) => heldUntil(seconds, clock, then)(dialled), {
    plan: planned,
  });
  clock = () => sim.seconds;
  return sim;
}

describe("while no PBX is connected", () => {
  it("the alert is kept, however long, and rings when one comes", () => {
    const sim = outage(40_000, plan({ passes: 1 }), presses("acknowledge")).wait(39_999);
    expect(sim.alert.state).toBe("triggered");
    expect(sim.when(/^held ann/)).toEqual([0]);
    expect(sim.wait(100).when(/^acknowledged by/)).toEqual([40_010]);
  });

  it("a pass in which nobody could be rung does not count", () => {
    const sim = outage(10_000, plan({ passes: 2 })).wait(9999);
    expect(sim.when(/^pass/)).toEqual([0]);
    sim.wait(5000);
    expect(sim.when(/^pass/)).toEqual([0, 10_301]);
    expect(sim.when(/^exhausted/)).toEqual([10_901]);
  });

  it("a phone gets its redials in the last step of the last pass too", () => {
    const sim = outage(1000, plan({ passes: 1 })).wait(3000);
    expect(sim.when(/^ring bob/)).toEqual([300, 1070, 1140]);
    expect(sim.when("exhausted: nobody acknowledged")).toEqual([1301]);
  });

  it("a step whose phones come back in the middle begins to count anew, once", () => {
    const sim = outage(290, plan()).wait(1000);
    expect(sim.when("step 1: bob")).toEqual([591]);
    expect(sim.when(/^ring ann/)).toEqual([0, 360, 430, 891, 961]);
  });

  it("one number without a route does not keep the plan from people who have one", () => {
    const calls = perPerson({ ann: () => [held("no_pbx_connected")], bob: presses("acknowledge") });
    const sim = new Simulation(ANN_THEN_BOB, calls).wait(400);
    expect(sim.when("acknowledged by Bob via key")).toEqual([310]);
  });

  it("one number without a route keeps nobody from being rung again in the next pass", () => {
    const calls = perPerson({ bob: () => [held("no_pbx_connected")] });
    const sim = new Simulation(ANN_THEN_BOB, calls).wait(2399);
    expect(sim.when(/^pass/)).toEqual([0, 600, 1200, 1800]);
    expect(sim.when(/^ring ann/)).toHaveLength(12);
  });

  it("a route that comes and goes does not keep the escalation away", () => {
    const flaps: Calls = () => [held("no_pbx_connected"), ended("trunk_error", 7)];
    const sim = new Simulation(ANN_THEN_BOB, perPerson({ ann: flaps, bob: presses("acknowledge") })).wait(
      400,
    );
    expect(sim.when("acknowledged by Bob via key")).toEqual([310]);
  });

  it("the owners are tried as well before the pass waits, though the plan does not name them", () => {
    const calls = perPerson({ ann: () => [held("no_pbx_connected")], bob: presses("acknowledge") });
    const sim = new Simulation(ANN_THEN_BOB, calls, { plan: plan({ steps: [] }) }).wait(400);
    expect(sim.when("acknowledged by Bob via key")).toEqual([310]);
  });
});

describe("while no PBX carries some of the calls", () => {
  it("a phone that rings and fails again and again does not keep the escalation away", () => {
    const flaps: Calls = (dialled) => [
      held("no_pbx_connected"),
      ringing(dialled, 20),
      ended("trunk_error", 21),
    ];
    const sim = new Simulation(ANN_THEN_BOB, perPerson({ ann: flaps })).wait(600);
    expect(sim.when("step 1: bob")).toEqual([320]);
  });

  it("a call held since the pass before keeps the last pass open until it has rung as the plan says", () => {
    let clock = (): number => 0;
    const none = ends("no_answer");
    const calls = perPerson({
      ann: inTurn(none, none, none, ends("bad_number", 1)),
      bob: (dialled) => heldUntil(2000, clock)(dialled),
    });
    const sim = new Simulation(ANN_THEN_BOB, calls, { plan: plan({ passes: 2 }) });
    clock = () => sim.seconds;
    expect(sim.wait(5000).when(/^ring bob/)).toEqual([300, 2070, 2140]);
  });
});

describe("while calls are held for other reasons", () => {
  it.each(["cooldown", "line_busy", "call_cap", "trunk_pacing", "ghost_leg"] as const)(
    "%s is said, and the plan goes on",
    (reason) => {
      const calls = perPerson({ ann: () => [held(reason)], bob: presses("acknowledge") });
      const sim = new Simulation(ANN_THEN_BOB, calls).wait(400);
      expect(sim.when(`held ann: ${reason}`)).toEqual([0]);
      expect(sim.when("acknowledged by Bob via key")).toEqual([310]);
    },
  );
});

describe("while trunks fail", () => {
  it("the plan goes on and ends in bounded time", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("trunk_error", 1)).wait(3000);
    expect(sim.when("exhausted: no telephone could be rung")).toEqual([2400]);
  });

  it("an unanswered call without a ringing tone counts as a telephone that rang", () => {
    const calls: Calls = () => [ended("no_answer", 25)];
    const sim = new Simulation(ANN_THEN_BOB, calls, { plan: plan({ passes: 1, steps: [] }) }).wait(3000);
    expect(sim.when("exhausted: nobody acknowledged")).toEqual([300]);
  });

  it("a telephone that rang in an earlier pass is not forgotten at the end", () => {
    let calls = 0;
    const sim = new Simulation(
      ANN_THEN_BOB,
      () => (++calls === 1 ? [ended("no_answer", 25)] : [ended("trunk_error", 1)]),
      { plan: plan({ passes: 2, steps: [], attempts: 1 }) },
    ).wait(3000);
    expect(sim.alert.closeReason).toBe("nobody acknowledged, and at the end no telephone could be rung");
  });

  it("an early ringing tone counts as a telephone that rang", () => {
    const calls = inTurn((dialled) => [ringing(dialled, 1), ended("trunk_error", 2)]);
    const sim = new Simulation(ANN_THEN_BOB, calls, { plan: plan({ passes: 1 }) }).wait(3000);
    expect(sim.alert.closeReason).toBe("nobody acknowledged");
  });
});
