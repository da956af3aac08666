import { describe, expect, it } from "vitest";
import { ends, inTurn, perPerson, presses, ringing, silence } from "./testing/calls.ts";
import { ANN_THEN_BOB } from "./testing/examples.ts";
import { Simulation } from "./testing/simulation.ts";

const FIRST = "att_01TEST-1";

describe("an attempt of which nothing is heard", () => {
  it("is asked about after ring time and 120 s; forgotten by the PhoneLine it is lost, and rung again at once", () => {
    const sim = new Simulation(ANN_THEN_BOB, inTurn(silence, presses("acknowledge"))).wait(200);
    expect(sim.story(1)).toEqual([
      "145 ask about ann",
      "145.01 end lost",
      "145.01 ring ann #2",
      "155.01 key acknowledge",
      "155.01 acknowledged by Ann via key",
      "159.01 end acknowledged",
    ]);
  });

  it("is asked about every 10 s while the PhoneLine says it lives, and is not dialled meanwhile", () => {
    const sim = new Simulation(ANN_THEN_BOB, perPerson({ ann: ends("no_answer", 299) })).wait(298);
    // The ringing tone at 1 s was the last thing heard.
    expect(sim.when("ask about ann")).toEqual([
      146, 156, 166, 176, 186, 196, 206, 216, 226, 236, 246, 256, 266, 276, 286, 296,
    ]);
    expect(sim.when(/^ring ann/)).toEqual([0]);
  });

  it("every fact begins the watch anew", () => {
    const sim = new Simulation(ANN_THEN_BOB, (dialled) => [ringing(dialled, 1), ringing(dialled, 100)]).wait(
      250,
    );
    expect(sim.when("ask about ann")[0]).toBe(245);
  });

  it("is asked about after the alert was closed too, until its end is known", () => {
    const sim = new Simulation(ANN_THEN_BOB, silence)
      .wait(5)
      .send({ kind: "tool_resolved", tool: "grafana" })
      .wait(1);
    expect(sim.story(5)).toEqual(["5 resolved by grafana via tool", "5 withdraw ann", "5.05 end cancelled"]);
    expect(sim.isOver).toBe(true);
  });
});

describe("late and repeated reports", () => {
  it.each(["attempt_lost", "ended"] as const)("%s of an attempt that ended changes nothing", (what) => {
    const sim = new Simulation(ANN_THEN_BOB, ends("busy", 2)).wait(10);
    const before = sim.alert;
    const lines = sim.lines.length;
    if (what === "ended")
      sim.tell(FIRST, { kind: "ended", outcome: "no_answer", sipCode: null, cause: null, durationMs: 0 });
    else sim.send({ kind: "attempt_lost", attemptId: FIRST });
    expect(sim.alert).toEqual({ ...before, updatedAt: sim.now });
    expect(sim.lines).toHaveLength(lines);
  });

  it("attempt_lost of a redial that only waits changes nothing", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("busy", 2)).wait(10);
    const before = sim.alert;
    expect(sim.send({ kind: "attempt_lost", attemptId: "att_01TEST-2" }).alert).toEqual({
      ...before,
      updatedAt: sim.now,
    });
  });

  it("a note of an attempt that ended is kept, and revives nothing", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("busy", 2)).wait(10);
    const before = sim.alert.run;
    const data = {
      attempt_id: FIRST,
      call_id: "cal_1",
      leg_id: "leg_1",
      pbx_id: "pbx-1",
      trunk_id: "t",
      early_media: false,
    };
    sim.tell(FIRST, { kind: "note", fact: { kind: "ringing", data } });
    expect(sim.alert.run).toEqual(before);
    expect(sim.when("ringing")).toEqual([1, 10]);
  });

  it.each(["acknowledge", "ended", "held"])(
    "%s of an attempt nobody knows does not break the alert",
    (what) => {
      const sim = new Simulation(ANN_THEN_BOB, ends("busy", 2)).wait(10);
      if (what === "acknowledge")
        sim.tell("att_01TEST-99", { kind: "key", digit: "1", meaning: "acknowledge" });
      if (what === "ended")
        sim.tell("att_01TEST-99", { kind: "ended", outcome: "busy", sipCode: 486, cause: 17, durationMs: 0 });
      if (what === "held") sim.tell("att_01TEST-99", { kind: "held", reason: "cooldown", until: null });
      expect(sim.alert.state).toBe(what === "acknowledge" ? "acknowledged" : "triggered");
      expect(sim.wait(50).when(/^ring ann/)).toEqual(what === "acknowledge" ? [0] : [0, 47]);
    },
  );

  it("an end after the acknowledgement brings no redial", () => {
    const sim = new Simulation(ANN_THEN_BOB, perPerson({ ann: ends("no_answer") })).wait(5);
    sim.send({ kind: "commanded", action: "acknowledge", actor: { type: "api_key", id: "k", name: "bot" } });
    expect(sim.wait(3000).when(/^ring /)).toEqual([0]);
  });
});

describe("a tick", () => {
  it("that comes hours late gives the step its time again, and does not make up for every missed one", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer")).wait(200);
    sim.now += 7200_000;
    sim.send({ kind: "tick" }).wait(10);
    expect(sim.story(7000)).toEqual(["7400 resumed 7100 s late", "7400 step 0: ann", "7410 ring ann #1"]);
  });

  it("too early changes nothing", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer")).wait(10);
    const before = sim.alert;
    expect(sim.send({ kind: "tick" }).alert).toEqual({ ...before, updatedAt: sim.now });
  });
});
