import { describe, expect, it } from "vitest";
import { ends, key, perPerson, presses, ringing } from "./testing/calls.ts";
import { ANN_THEN_BOB, plan } from "./testing/examples.ts";
import { Simulation } from "./testing/simulation.ts";

const single = plan({ passes: 1, steps: [] });

describe("key 2", () => {
  it("brings the next step at once, and whoever pressed it is left alone", () => {
    const sim = new Simulation(ANN_THEN_BOB, perPerson({ ann: presses("escalate") })).wait(299);
    expect(sim.story(1).slice(0, 5)).toEqual([
      "10 key escalate",
      "10 escalated by Ann to 1",
      "10 step 1: bob",
      "10 ring bob #1",
      "14 end hung_up",
    ]);
    expect(sim.when(/^ring ann/)).toEqual([0]);
  });

  it("does not ring somebody of the next step again who has just said: not me", () => {
    const sim = new Simulation(
      { call_primary: ["ann"], call_owners: ["ann", "bob"] },
      perPerson({ ann: presses("escalate") }),
    ).wait(299);
    expect(sim.when(/^ring ann/)).toEqual([0]);
    expect(sim.when(/^ring bob/)).toHaveLength(3);
  });

  it("rings on for somebody who is alone", () => {
    const sim = new Simulation(
      { call_primary: ["ann"], call_owners: ["ann"] },
      perPerson({ ann: presses("escalate") }),
    ).wait(299);
    expect(sim.when(/^ring ann/).length).toBeGreaterThan(1);
  });

  it("pressed twice in one call escalates once", () => {
    const calls = perPerson({
      ann: (dialled) => [
        ringing(dialled),
        key("escalate", 8),
        key("escalate", 12),
        ...ends("hung_up", 15)(dialled),
      ],
    });
    const steps = [1, 2].map((n) => ({
      afterSeconds: 300,
      action: { type: n === 1 ? ("call_owners" as const) : ("call_all" as const) },
    }));
    const sim = new Simulation({ ...ANN_THEN_BOB, call_all: ["cy"] }, calls, { plan: plan({ steps }) }).wait(
      100,
    );
    expect(sim.story(8).slice(0, 6)).toEqual([
      "8 key escalate",
      "8 escalated by Ann to 1",
      "8 step 1: bob",
      "8 ring bob #1",
      "12 key escalate",
      "12 escalated by Ann to 1",
    ]);
    expect(sim.when(/cy/)).toEqual([]);
  });

  it("on the last step begins the next pass", () => {
    const sim = new Simulation(ANN_THEN_BOB, perPerson({ bob: presses("escalate") })).wait(311);
    expect(sim.story(310)).toEqual([
      "310 key escalate",
      "310 escalated by Bob to 2",
      "310 pass 2",
      "310 step 0: ann",
      "310 ring ann #1",
    ]);
  });

  it.each([
    ["no step is left", single],
    [
      "the steps left reach nobody",
      plan({ passes: 1, steps: [{ afterSeconds: 300, action: { type: "call_all" } }] }),
    ],
  ])("at the plan's very end (%s) stops nobody else's redials", (_, last) => {
    const sim = new Simulation({ call_primary: ["ann", "bob"] }, perPerson({ ann: presses("escalate") }), {
      plan: last,
    }).wait(2000);
    expect(sim.when(/^ring bob/)).toEqual([0, 70, 140]);
    expect(sim.when("exhausted: nobody acknowledged")).toEqual([300]);
  });

  it("on the last step of the last pass leaves the others of that step their redials", () => {
    const directory = { call_primary: ["ann"], call_owners: ["bob", "cy"] };
    const sim = new Simulation(directory, perPerson({ bob: presses("escalate") }), {
      plan: plan({ passes: 1 }),
    });
    expect(sim.wait(2000).when(/^ring cy/)).toEqual([300, 370, 440]);
    expect(sim.when("exhausted: nobody acknowledged")).toEqual([600]);
  });

  it("at the plan's very end, by the only person, ends the alert with its reason", () => {
    const sim = new Simulation({ call_primary: ["ann"] }, perPerson({ ann: presses("escalate") }), {
      plan: single,
    }).wait(2000);
    expect(sim.when("exhausted: nobody acknowledged")).toEqual([14]);
  });

  it("of an acknowledged alert changes nothing", () => {
    const calls = perPerson({ ann: presses("acknowledge", 9), bob: presses("escalate", 9) });
    const sim = new Simulation({ call_primary: ["ann", "bob"], call_owners: ["cy"] }, calls).wait(9);
    sim.tell("att_01TEST-2", { kind: "key", digit: "2", meaning: "escalate" }).wait(1000);
    expect(sim.when(/cy/)).toEqual([]);
  });
});
