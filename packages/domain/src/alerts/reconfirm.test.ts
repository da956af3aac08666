import { describe, expect, it } from "vitest";
import { type Calls, ends, inTurn, perPerson, presses } from "./testing/calls.ts";
import { ANN_THEN_BOB, plan } from "./testing/examples.ts";
import { silencesOf } from "./testing/silences.ts";
import { Simulation } from "./testing/simulation.ts";

const api = { type: "api_key", id: "key_1", name: "bot" } as const;
const asks = { plan: plan({ reconfirmAfterSeconds: 600 }) };
const ann = (...second: readonly Calls[]) =>
  new Simulation(ANN_THEN_BOB, perPerson({ ann: inTurn(presses("acknowledge"), ...second) }), asks);

describe("an acknowledgement that expires", () => {
  it("asks whoever acknowledged, and a key keeps it until the next time", () => {
    const sim = ann(presses("acknowledge"), presses("resolve")).wait(1300);
    expect(sim.story(15)).toEqual([
      "610 ask ann whether still on it",
      "610 ring ann #1",
      "620 key acknowledge",
      "620 reconfirmed by Ann",
      "624 end acknowledged",
      "1220 ask ann whether still on it",
      "1220 ring ann #1",
      "1230 key resolve",
      "1230 resolved by Ann via key",
      "1234 end hung_up",
    ]);
  });

  it.each(["no_answer", "answered_no_key", "hung_up", "busy", "rejected"] as const)(
    "%s is no answer: the plan starts again",
    (outcome) => {
      const sim = ann(ends(outcome)).wait(640);
      expect(sim.story(635)).toEqual([
        `635 end ${outcome}`,
        `635 unacknowledged via reconfirm: asked whether they are still on it: ${outcome}, no key`,
        "635 pass 1",
        "635 step 0: ann",
        "635 ring ann #1",
      ]);
      expect(sim.alert).toMatchObject({ state: "triggered", acknowledgedBy: null, autoCloseAt: null });
    },
  );

  it("a trunk that fails is no answer either way: it is asked again, and expires after five minutes", () => {
    const again = ann(inTurn(ends("trunk_error", 1))).wait(1000);
    expect(again.when("ask ann whether still on it").length).toBeGreaterThan(3);
    expect(again.when(/^unacknowledged/)).toEqual([910]);
  });

  it("the key for the next people brings them in", () => {
    const sim = ann(presses("escalate")).wait(621);
    expect(sim.story(620)).toEqual([
      "620 key escalate",
      "620 unacknowledged via key: whoever acknowledged asked for the next people",
      "620 pass 1",
      "620 step 0: ann",
      "620 escalated by Ann to 1",
      "620 step 1: bob",
      "620 ring bob #1",
    ]);
  });

  it("the key for later asks again in 30 minutes", () => {
    const sim = ann(presses("snooze"), presses("acknowledge")).wait(2500);
    expect(sim.when("ask ann whether still on it")).toEqual([610, 2420]);
    expect(sim.when("reconfirmed by Ann")).toEqual([2430]);
  });

  it("starts the plan again when there is no phone to ask", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"), asks).wait(10);
    sim.send({ kind: "commanded", action: "acknowledge", actor: api }).wait(600);
    expect(sim.story(610)[0]).toMatch(/unacknowledged via reconfirm: it was not acknowledged on a phone/);
    expect(sim.when("ring ann #1")).toEqual([0, 610]);
  });

  it("may be answered through the API, which ends the call", () => {
    const sim = ann(ends("no_answer")).wait(615);
    sim.send({ kind: "commanded", action: "acknowledge", actor: api });
    expect(sim.story(615)).toEqual(["615 reconfirmed by bot", "615 withdraw ann"]);
    expect(sim.wait(610).when("ask ann whether still on it")).toEqual([610, 1215]);
  });

  it("asks nobody once it is resolved, and rings nobody then", () => {
    const sim = ann().wait(300).send({ kind: "tool_resolved", tool: "generic" }).wait(5000);
    expect(sim.when(/^ring /)).toEqual([0]);
  });

  it("asks after maintenance, not in it, and withdraws the question", () => {
    const sim = ann(ends("no_answer", 60), presses("acknowledge"));
    sim.silences = silencesOf([{ from: 620, to: 900 }]);
    sim.send({ kind: "tick" }).wait(1000);
    expect(sim.when("ask ann whether still on it")).toEqual([610, 900]);
    expect(sim.when("withdraw ann")).toEqual([620]);
    expect(sim.when("reconfirmed by Ann")).toEqual([910]);
  });

  it("somebody whose quiet hours began is not asked: the plan finds others", () => {
    const sim = new Simulation(
      ANN_THEN_BOB,
      perPerson({ ann: presses("acknowledge") }),
      { ...asks, severity: "major" },
      silencesOf([], { ann: { from: 300, to: 4000 } }),
    ).wait(611);
    expect(sim.when("ring bob #1")).toEqual([610]);
  });

  it("is never asked without the option", () => {
    const sim = new Simulation(ANN_THEN_BOB, presses("acknowledge")).wait(14_000);
    expect(sim.when(/^ring /)).toEqual([0]);
  });
});

describe("an acknowledgement that is taken back", () => {
  const repeat = (severity: "major" | "critical") =>
    ({ kind: "repeated", requestId: "req_2", severity, tool: "generic" }) as const;

  it("through the API starts the plan again", () => {
    const sim = new Simulation(ANN_THEN_BOB, presses("acknowledge")).wait(100);
    sim.send({ kind: "commanded", action: "unacknowledge", actor: api });
    expect(sim.story(100)).toEqual([
      "100 unacknowledged via api: somebody took the acknowledgement back",
      "100 pass 1",
      "100 step 0: ann",
      "100 ring ann #1",
    ]);
  });

  it("of a silent alert makes it silent again", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"), { paused: true, autoCloseSeconds: 600 });
    sim.send({ kind: "commanded", action: "acknowledge", actor: api });
    sim.wait(10).send({ kind: "commanded", action: "unacknowledge", actor: api }).wait(1000);
    expect(sim.when(/^ring /)).toEqual([]);
    expect(sim.when("resolved by CallPing via quiet")).toEqual([610]);
  });

  it("does nothing to an alert that is not acknowledged", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer")).wait(10);
    expect(sim.send({ kind: "commanded", action: "unacknowledge", actor: api }).story(10)).toEqual([]);
  });

  it("by a repeat that is worse, once, when the plan says so", () => {
    const worse = { plan: plan({ retriggerOnWorse: true }), severity: "major" } as const;
    const sim = new Simulation(ANN_THEN_BOB, presses("acknowledge"), worse).wait(100);
    expect(sim.send(repeat("major")).alert.state).toBe("acknowledged");
    expect(sim.send(repeat("critical")).alert.state).toBe("triggered");
    expect(sim.wait(100).send(repeat("critical")).alert.state).toBe("acknowledged");
  });

  it("by so many repeats since, when the plan says so", () => {
    const often = { plan: plan({ retriggerAfterRepeats: 3 }) };
    const sim = new Simulation(ANN_THEN_BOB, presses("acknowledge"), often);
    sim.send({ ...repeat("critical"), times: 5 }).wait(100);
    sim.send(repeat("critical")).send(repeat("critical"));
    expect(sim.alert.state).toBe("acknowledged");
    expect(sim.send(repeat("critical")).when(/^unacknowledged via repeat/)).toEqual([100]);
  });
});
