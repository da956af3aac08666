import { describe, expect, it } from "vitest";
import { ends, perPerson, presses } from "./testing/calls.ts";
import { ANN_THEN_BOB, plan } from "./testing/examples.ts";
import { silencesOf } from "./testing/silences.ts";
import { Simulation } from "./testing/simulation.ts";

const major = { severity: "major" } as const;
const night = { from: 0, to: 3600 };
const again = (severity: "major" | "critical") =>
  ({ kind: "repeated", requestId: "req_2", severity, tool: "generic" }) as const;

describe("quiet hours of a phone", () => {
  it("pass the step on at once, and it is said", () => {
    const sim = new Simulation(ANN_THEN_BOB, presses("acknowledge"), major, silencesOf([], { ann: night }));
    expect(sim.wait(60).story().slice(0, 5)).toEqual([
      "0 pass 1",
      "0 skip ann: quiet_hours",
      "0 skip 0: everybody who could be rung has quiet hours",
      "0 step 1: bob",
      "0 ring bob #1",
    ]);
  });

  it("leave the others of the step", () => {
    const both = { call_primary: ["ann", "bob"] };
    const sim = new Simulation(both, presses("acknowledge"), major, silencesOf([], { ann: night })).wait(60);
    expect(sim.when(/^ring /)).toEqual([0]);
    expect(sim.when("step 0: bob")).toEqual([0]);
  });

  it("do not hold a critical alert", () => {
    const sim = new Simulation(ANN_THEN_BOB, presses("acknowledge"), {}, silencesOf([], { ann: night }));
    expect(sim.when("ring ann #1")).toEqual([0]);
  });

  it("that begin between two attempts end the redials, and the plan goes on", () => {
    const sim = new Simulation(
      ANN_THEN_BOB,
      ends("no_answer"),
      major,
      silencesOf([], { ann: { from: 60, to: 3600 } }),
    );
    expect(sim.wait(71).story(26)).toEqual(["70 skip ann: quiet_hours", "70 step 1: bob", "70 ring bob #1"]);
  });

  it("of everybody hold the plan, which goes on when the first ends: nothing is lost", () => {
    const hours = silencesOf([], { ann: night, bob: { from: 0, to: 1800 } });
    const sim = new Simulation(ANN_THEN_BOB, perPerson({ bob: presses("acknowledge") }), major, hours);
    sim.wait(2000);
    expect(sim.story().filter((line) => !line.includes("skip"))).toEqual([
      "0 pass 1",
      "0 everybody has quiet hours",
      "1800 pass 1",
      "1800 step 1: bob",
      "1800 ring bob #1",
      "1810 key acknowledge",
      "1810 acknowledged by Bob via key",
      "1814 end acknowledged",
    ]);
  });

  it("of everybody end at once for an alert that becomes critical", () => {
    const hours = silencesOf([], { ann: night, bob: night });
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"), major, hours).wait(60);
    expect(sim.send(again("major")).when(/^ring /)).toEqual([]);
    expect(sim.send(again("critical")).when("ring ann #1")).toEqual([60]);
  });

  it("that never leave a gap end with a reason, at last", () => {
    const always = { from: 0, to: 1e9 };
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"), major, (now) => ({
      ...silencesOf([], { ann: always, bob: always })(now),
      quietUntil: () => now + 3_600_000,
    }));
    expect(sim.wait(100_000).alert.closeReason).toBe("no step of the plan reached a usable phone");
    expect(sim.when("everybody has quiet hours")).toHaveLength(8);
  });

  it("count nothing as an attempt: the plan's redials are for those who can be rung", () => {
    const sim = new Simulation(
      { call_primary: ["ann", "bob"], call_owners: ["cy"] },
      ends("no_answer"),
      { ...major, plan: plan({ passes: 1 }) },
      silencesOf([], { ann: { from: 0, to: 30 } }),
    ).wait(1000);
    expect(sim.when(/^ring ann/)).toEqual([]);
    expect(sim.when(/^ring bob/)).toEqual([0, 70, 140]);
  });
});
