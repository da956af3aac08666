import { describe, expect, it } from "vitest";
import type { TimelineActor } from "./timeline.ts";
import { ends, key, perPerson, presses, ringing, silence } from "./testing/calls.ts";
import { ANN_THEN_BOB, plan } from "./testing/examples.ts";
import { Simulation } from "./testing/simulation.ts";

const API: TimelineActor = { type: "api_key", id: "key_1", name: "deploy bot" };
const three = { call_primary: ["ann", "bob", "cy"] };

describe("acknowledge", () => {
  it("by key stops everything else, but not the call that carried the key", () => {
    const calls = perPerson({ ann: presses("acknowledge"), bob: ends("no_answer", 30), cy: ends("busy", 2) });
    const sim = new Simulation(three, calls).wait(3000);
    expect(sim.story()).toEqual([
      "0 pass 1",
      "0 step 0: ann bob cy",
      "0 ring ann #1",
      "0 ring bob #1",
      "0 ring cy #1",
      "2 end busy",
      "10 key acknowledge",
      "10 acknowledged by Ann via key",
      "10 withdraw bob",
      "10.05 end cancelled",
      "14 end acknowledged",
    ]);
    expect(sim.alert).toMatchObject({
      state: "acknowledged",
      acknowledgedBy: "Ann",
      closedAt: null,
      run: { nextStepAt: null },
    });
  });

  it("by the API stops every phone", () => {
    const sim = new Simulation(three, ends("no_answer"))
      .wait(3)
      .send({ kind: "commanded", action: "acknowledge", actor: API })
      .wait(3000);
    expect(sim.story(1)).toEqual([
      "3 acknowledged by deploy bot via api",
      "3 withdraw ann",
      "3 withdraw bob",
      "3 withdraw cy",
      "3.05 end cancelled",
      "3.05 end cancelled",
      "3.05 end cancelled",
    ]);
  });

  it("of a redial that only waits needs no withdrawal", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("busy", 2))
      .wait(10)
      .send({ kind: "commanded", action: "acknowledge", actor: API });
    expect(sim.wait(5000).story(3)).toEqual(["10 acknowledged by deploy bot via api"]);
  });

  it("tells whose key it was, though the plan is at other people already", () => {
    const calls = perPerson({ ann: (dialled) => [ringing(dialled), key("acknowledge", 70)], bob: silence });
    const steps = [{ afterSeconds: 60, action: { type: "call_owners" } as const }];
    const sim = new Simulation(ANN_THEN_BOB, calls, { plan: plan({ steps }) }).wait(71);
    expect(sim.story(61)).toEqual([
      "70 key acknowledge",
      "70 acknowledged by Ann via key",
      "70 withdraw bob",
      "70.05 end cancelled",
    ]);
    const said = sim.lines.find(({ words }) => words.startsWith("acknowledged"));
    expect(said?.effect).toMatchObject({
      actor: { type: "phone", phone_id: "ph_ann", member_id: "mem_ann", label: "Ann's mobile" },
    });
  });

  it("counts a key whose call was thought lost", () => {
    const sim = new Simulation(ANN_THEN_BOB, silence);
    sim
      .send({ kind: "attempt_lost", attemptId: "att_01TEST-1" })
      .tell("att_01TEST-1", { kind: "key", digit: "1", meaning: "acknowledge" });
    expect(sim.story(0).slice(-3)).toEqual([
      "0 key acknowledge",
      "0 acknowledged by Ann via key",
      "0 withdraw ann",
    ]);
  });

  it("twice is once: the first person stays", () => {
    const calls = perPerson({ ann: presses("acknowledge", 10), bob: presses("acknowledge", 10) });
    const sim = new Simulation({ call_primary: ["ann", "bob"] }, calls).wait(20);
    sim.send({ kind: "commanded", action: "acknowledge", actor: API });
    expect(sim.when(/^acknowledged/)).toEqual([10]);
    expect(sim.alert.acknowledgedBy).toBe("Ann");
  });

  it("closes by itself after the endpoint's time without an event, and an event begins it anew", () => {
    const sim = new Simulation(ANN_THEN_BOB, presses("acknowledge"), { autoCloseSeconds: 600 }).wait(500);
    sim.send({ kind: "repeated", requestId: "req_2", severity: "major", tool: "generic" }).wait(599);
    expect(sim.alert.state).toBe("acknowledged");
    sim.wait(1);
    expect(sim.story(501)).toEqual(["1100 resolved by CallPing via quiet"]);
    expect(sim.alert).toMatchObject({
      state: "resolved",
      closeReason: "no event for the endpoint's auto-close time",
    });
    expect(sim.isOver).toBe(true);
  });
});

describe("other keys", () => {
  it.each(["repeat", "help", "unknown"])("%s changes nothing", (meaning) => {
    const sim = new Simulation(ANN_THEN_BOB, (dialled) => [
      ringing(dialled),
      key(meaning, 8),
      ...ends("answered_no_key", 60)(dialled),
    ]).wait(9);
    expect(sim.story(1)).toEqual([`8 key ${meaning}`]);
    expect(sim.alert.state).toBe("triggered");
  });

  it("opt-out gives the phone up, even when the call ends as something else", () => {
    const calls = perPerson({
      ann: (dialled) => [ringing(dialled), key("opt_out", 8), ...ends("lost", 9)(dialled)],
    });
    const sim = new Simulation(ANN_THEN_BOB, calls).wait(299);
    expect(sim.when(/^ring ann/)).toEqual([0]);
    expect(sim.when("step 1: bob")).toEqual([9]);
  });
});
