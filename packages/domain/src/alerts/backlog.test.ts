import { describe, expect, it } from "vitest";
import { ends, perPerson, presses, silence } from "./testing/calls.ts";
import { ANN_THEN_BOB, plan } from "./testing/examples.ts";
import { Simulation } from "./testing/simulation.ts";

describe("after CallPing was away", () => {
  it("escalation begins afresh: the people of the step are rung, and nobody past them", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer")).wait(26).crash(900);
    expect(sim.wait(10).story(900).slice(0, 3)).toEqual([
      "926 resumed 856 s late",
      "926 step 0: ann",
      "936 ring ann #1",
    ]);
    expect(sim.wait(299).when(/bob/)).toEqual([]);
    expect(sim.wait(10).when("step 1: bob")).toEqual([1236]);
  });

  it("a phone that was ringing is not rung twice", () => {
    const sim = new Simulation(ANN_THEN_BOB, silence).wait(5).crash(900);
    expect(sim.when(/^ring ann/)).toEqual([0]);
    expect(sim.wait(60).when(/^ring ann/).length).toBeGreaterThan(1);
  });

  it("what was resolved meanwhile rings nobody", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer")).wait(26);
    sim.now += 900_000;
    sim.send({ kind: "tool_resolved", tool: "generic" }).wait(2000);
    expect(sim.when(/^ring /)).toEqual([0]);
  });

  it("the last pass is no exception: nothing is exhausted by a time in which nobody was rung", () => {
    const sim = new Simulation(ANN_THEN_BOB, perPerson({ bob: presses("acknowledge", 200) }), {
      plan: plan({ passes: 1 }),
    });
    expect(sim.wait(350).crash(2000).wait(400).alert.state).toBe("acknowledged");
  });

  it("a minute's delay is no absence", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer")).wait(290).crash(70);
    expect(sim.when("step 1: bob")).toEqual([360]);
  });
});
