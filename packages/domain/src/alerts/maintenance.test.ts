import { describe, expect, it } from "vitest";
import { ends, perPerson, presses, silence } from "./testing/calls.ts";
import { ANN_THEN_BOB, plan } from "./testing/examples.ts";
import { silencesOf, START } from "./testing/silences.ts";
import { Simulation } from "./testing/simulation.ts";

const api = { type: "api_key", id: "key_1", name: "bot" } as const;

describe("maintenance", () => {
  it("an alert of its time rings when it ends, and not before", () => {
    const sim = new Simulation(ANN_THEN_BOB, presses("acknowledge"), {}, silencesOf([{ from: 0, to: 600 }]));
    sim.wait(700);
    expect(sim.story()).toEqual([
      "0 muted by upgrade",
      "600 unmuted",
      "600 pass 1",
      "600 step 0: ann",
      "600 ring ann #1",
      "610 key acknowledge",
      "610 acknowledged by Ann via key",
      "614 end acknowledged",
    ]);
  });

  it("stops a plan that runs: what rings is withdrawn, what waits never rings, and the pass begins again", () => {
    const both = { call_primary: ["ann", "bob"] };
    const sim = new Simulation(
      both,
      perPerson({ ann: ends("busy", 5), bob: silence }),
      {},
      silencesOf([{ from: 20, to: 100 }]),
    );
    sim.wait(101);
    expect(sim.story(6)).toEqual([
      "20 muted by upgrade",
      "20 withdraw bob",
      "20.05 end cancelled",
      "100 unmuted",
      "100 pass 1",
      "100 step 0: ann bob",
      "100 ring ann #1",
      "100 ring bob #1",
    ]);
  });

  it.each([
    ["the tool says it is over", { kind: "tool_resolved", tool: "generic" } as const, "resolved"],
    ["somebody has it", { kind: "commanded", action: "acknowledge", actor: api } as const, "acknowledged"],
  ])("rings nobody afterwards when %s meanwhile", (_, event, state) => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"), {}, silencesOf([{ from: 0, to: 600 }]));
    sim.wait(300).send(event).wait(2000);
    expect(sim.when(/^ring /)).toEqual([]);
    expect(sim.alert.state).toBe(state);
  });

  it("silences critical ones too, whatever is repeated or asked meanwhile", () => {
    const sim = new Simulation(
      ANN_THEN_BOB,
      ends("no_answer"),
      { severity: "critical" },
      silencesOf([{ from: 0, to: 600 }]),
    );
    sim.wait(60).send({ kind: "repeated", requestId: "req_2", severity: "critical", tool: "generic" });
    sim.send({ kind: "commanded", action: "escalate", actor: api });
    sim.send({ kind: "commanded", action: "snooze", actor: api, seconds: 60 });
    expect(sim.wait(539).when(/^(ring|escalated)/)).toEqual([]);
    expect(sim.wait(1).when("ring ann #1")).toEqual([600]);
  });

  it("and a longer snooze: the later of the two ends decides", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"), {}, silencesOf([{ from: 10, to: 600 }]));
    sim.wait(5).send({ kind: "commanded", action: "snooze", actor: api, seconds: 900 });
    expect(sim.wait(2000).when(/^ring /)[1]).toBe(905);
  });

  it("goes over into the window after it without ringing between them", () => {
    const windows = [
      { from: 0, to: 600 },
      { from: 590, to: 900 },
    ];
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"), {}, silencesOf(windows)).wait(901);
    expect(sim.when("muted by upgrade")).toEqual([0, 590]);
    expect(sim.when(/^ring /)).toEqual([900]);
  });

  it("costs no pass: the whole plan still runs afterwards", () => {
    const sim = new Simulation(
      ANN_THEN_BOB,
      ends("no_answer"),
      { plan: plan({ passes: 2 }) },
      silencesOf([{ from: 650, to: 1000 }]),
    ).wait(5000);
    expect(sim.when(/^pass/)).toEqual([0, 600, 1000]);
    expect(sim.when(/^exhausted/)).toEqual([1600]);
  });

  it("that is taken away lets the alert ring at once", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"), {}, silencesOf([{ from: 0, to: 600 }])).wait(
      60,
    );
    sim.silences = silencesOf([]);
    expect(sim.send({ kind: "tick" }).when("ring ann #1")).toEqual([60]);
  });

  it("leaves an alert alone that rings nobody anyway", () => {
    const record = { action: { type: "record_only" } } as const;
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"), record, silencesOf([{ from: 0, to: 600 }]));
    expect(sim.wait(700).story()).toEqual(["0 silent: record_only"]);
  });

  it("a key pressed as the call is withdrawn still counts", () => {
    const sim = new Simulation(ANN_THEN_BOB, silence, {}, silencesOf([{ from: 20, to: 600 }])).wait(20);
    sim.tell("att_01TEST-1", { kind: "key", digit: "1", meaning: "acknowledge" });
    expect(sim.wait(2000).when(/^ring /)).toEqual([0]);
    expect(sim.alert.acknowledgedBy).toBe("Ann");
  });

  it("takes an alert that waits for its group: that rings for itself when the window ends", () => {
    const groupPlace = { alertId: "alr_FIRST", until: START + 300_000 };
    const sim = new Simulation(
      ANN_THEN_BOB,
      ends("no_answer"),
      { groupPlace },
      silencesOf([{ from: 60, to: 900 }]),
    ).wait(60);
    sim.send({ kind: "group_rings", alertId: "alr_FIRST" });
    expect(sim.wait(840).story()).toEqual([
      "0 waits for its group",
      "60 muted by upgrade",
      "900 unmuted",
      "900 pass 1",
      "900 step 0: ann",
      "900 ring ann #1",
    ]);
  });
});

describe("an alert that waits for its group", () => {
  const groupPlace = { alertId: "alr_FIRST", until: START + 300_000 };
  const waiting = () => new Simulation(ANN_THEN_BOB, ends("no_answer"), { groupPlace }).wait(10);
  const command = (action: "acknowledge" | "unacknowledge" | "snooze" | "escalate") =>
    ({ kind: "commanded", action, actor: api, seconds: 60 }) as const;

  it("rings when its acknowledgement is taken back, and begins one plan", () => {
    const sim = waiting().send(command("acknowledge")).wait(10).send(command("unacknowledge"));
    expect(sim.wait(290).when(/^pass/)).toEqual([20]);
  });

  it("rings when its snooze is over", () => {
    expect(waiting().send(command("snooze")).wait(300).when("ring ann #1")).toEqual([70]);
  });

  it("rings at once when somebody escalates", () => {
    expect(waiting().send(command("escalate")).wait(290).when("step 1: bob")).toEqual([10]);
  });
});
