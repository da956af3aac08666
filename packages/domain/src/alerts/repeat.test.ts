import { describe, expect, it } from "vitest";
import type { Decision } from "./alert.ts";
import { ends, presses } from "./testing/calls.ts";
import { ANN_THEN_BOB, plan } from "./testing/examples.ts";
import { Simulation } from "./testing/simulation.ts";
import type { Severity } from "./severity.ts";

const again = (severity: Severity, decision?: Decision) =>
  ({
    kind: "repeated",
    requestId: "req_2",
    severity,
    tool: "generic",
    ...(decision !== undefined && { decision }),
  }) as const;

const rings: Decision = {
  rule: { id: "rul_2", name: "critical", scenarioId: "sce_1", scenarioVersion: 2 },
  action: { type: "call_owners" },
  plan: plan({ attempts: 1 }),
  paused: false,
};

describe("a repeat of an open alert", () => {
  it("is counted, and neither rings again nor starts the plan again", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"))
      .wait(30)
      .send(again("major"))
      .wait(30)
      .send(again("info"));
    expect(sim.story(26)).toEqual(["30 repeat 2 major", "60 repeat 3 info"]);
    expect(sim.alert.count).toBe(3);
    expect(sim.wait(20).when(/^ring /)).toEqual([0, 70]);
  });

  it("keeps the worst severity", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"), { severity: "minor" });
    expect(sim.send(again("critical")).send(again("info")).alert.severity).toBe("critical");
  });

  it("does not ring once it is acknowledged, however bad it gets and whatever the rules say", () => {
    const sim = new Simulation(ANN_THEN_BOB, presses("acknowledge"), { severity: "minor" })
      .wait(100)
      .send(again("critical", rings))
      .wait(3000);
    expect(sim.story(15)).toEqual(["100 repeat 2 critical"]);
  });

  it("does not change the rule of an alert that rings", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer")).wait(30).send(again("critical", rings));
    expect(sim.alert.rule.name).toBe("default");
    expect(sim.when("step 1: bob")).toEqual([]);
  });
});

describe("a repeat of an alert that was kept silently", () => {
  it("rings to the plan's end: being quiet closes it no more", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"), { paused: true, autoCloseSeconds: 600 })
      .wait(500)
      .send(again("critical", rings))
      .wait(10_000);
    expect(sim.when(/^resolved/)).toEqual([]);
    expect(sim.when("exhausted: nobody acknowledged")).toEqual([2900]);
  });

  it("is not brought to ring by a key of a call nobody knows", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"), { paused: true });
    for (const meaning of ["snooze", "escalate"])
      sim.tell("att_01TEST-1", { kind: "key", digit: "3", meaning });
    expect(sim.wait(14_400).when(/^(ring |snoozed)/)).toEqual([]);
    expect(sim.when("resolved by CallPing via quiet")).toEqual([14_400]);
  });

  const silent = {
    record_only: { action: { type: "record_only" } },
    endpoint_paused: { paused: true },
  } as const;

  it.each(["record_only", "endpoint_paused"] as const)("(%s) rings by what the rules say now", (why) => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"), silent[why])
      .wait(600)
      .send(again("critical", rings))
      .wait(10_000);
    expect(sim.story().slice(0, 5)).toEqual([
      `0 silent: ${why}`,
      "600 repeat 2 critical",
      "600 pass 1",
      "600 step 0: bob",
      "600 ring bob #1",
    ]);
    expect(sim.when("rule_matched")).toEqual([0, 600]);
    expect(sim.alert).toMatchObject({ rule: rings.rule, state: "exhausted" });
  });

  it.each<[string, Decision | undefined]>([
    ["the endpoint is paused", { ...rings, paused: true }],
    ["the rule only records", { ...rings, action: { type: "record_only" } }],
    ["nobody asked the rules", undefined],
  ])("stays silent when %s, and goes quiet in the end", (_, decision) => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"), {
      ...silent.record_only,
      autoCloseSeconds: 600,
    })
      .wait(500)
      .send(again("critical", decision));
    expect(sim.wait(599).alert.state).toBe("triggered");
    expect(sim.wait(1).story()).toEqual([
      "0 silent: record_only",
      "500 repeat 2 critical",
      "1100 resolved by CallPing via quiet",
    ]);
    expect(sim.isOver).toBe(true);
  });
});
