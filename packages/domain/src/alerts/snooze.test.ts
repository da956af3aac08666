import { describe, expect, it } from "vitest";
import { ends, inTurn, perPerson, presses } from "./testing/calls.ts";
import { ANN_THEN_BOB, plan } from "./testing/examples.ts";
import { Simulation } from "./testing/simulation.ts";

const both = { call_primary: ["ann", "bob"] };

describe("snooze", () => {
  it("stops every other phone, gives 30 minutes of peace, and then the pass begins again", () => {
    const sim = new Simulation(
      both,
      perPerson({ ann: inTurn(presses("snooze"), presses("acknowledge")) }),
    ).wait(2000);
    expect(sim.story(1)).toEqual([
      "10 key snooze",
      "10 snoozed by Ann",
      "10 withdraw bob",
      "10.05 end cancelled",
      "14 end hung_up",
      "1810 pass 1",
      "1810 step 0: ann bob",
      "1810 ring ann #1",
      "1810 ring bob #1",
      "1820 key acknowledge",
      "1820 acknowledged by Ann via key",
      "1820 withdraw bob",
      "1820.05 end cancelled",
      "1824 end acknowledged",
    ]);
  });

  it("costs no pass: the whole plan still runs afterwards", () => {
    const sim = new Simulation(
      ANN_THEN_BOB,
      perPerson({ ann: inTurn(presses("snooze"), ends("no_answer")) }),
      { plan: plan({ passes: 2 }) },
    ).wait(5000);
    expect(sim.when(/^pass/)).toEqual([0, 1810, 2410]);
    expect(sim.when(/^exhausted/)).toEqual([3010]);
  });

  it("keeps people of the step before quiet too, and waits for nobody's redial", () => {
    const sim = new Simulation(both, perPerson({ ann: presses("snooze", 20), bob: ends("busy", 3) })).wait(
      1800,
    );
    expect(sim.when(/^ring /)).toEqual([0, 0]);
  });

  it("an acknowledgement during the snooze ends it for good", () => {
    const sim = new Simulation(both, perPerson({ ann: presses("snooze"), bob: ends("no_answer", 60) })).wait(
      11,
    );
    sim.send({
      kind: "commanded",
      action: "acknowledge",
      actor: { type: "api_key", id: "key_1", name: "bot" },
    });
    expect(sim.wait(5000).when(/^ring /)).toEqual([0, 0]);
  });

  it("may be asked for again and again", () => {
    const sim = new Simulation(ANN_THEN_BOB, presses("snooze")).wait(1810 * 3 + 20);
    expect(sim.when("snoozed by Ann")).toEqual([10, 1820, 3630, 5440]);
  });

  it("somebody else's escalation at the same moment wins: a phone rings", () => {
    const sim = new Simulation(
      { ...both, call_owners: ["cy"] },
      perPerson({ ann: presses("snooze"), bob: presses("escalate", 10) }),
    );
    sim.wait(10).tell("att_01TEST-2", { kind: "key", digit: "2", meaning: "escalate" });
    expect(sim.wait(300).when("step 1: cy")).toEqual([10]);
    expect(sim.alert.run.snoozedUntil).toBeNull();
    expect(sim.when(/^ring cy/).length).toBeGreaterThan(1);
  });

  it("a cancelled call of somebody who must be rung again after all is rung again", () => {
    const sim = new Simulation({ ...both, call_owners: ["bob"] }, perPerson({ ann: presses("snooze") }));
    sim.wait(10).tell("att_01TEST-2", { kind: "key", digit: "2", meaning: "escalate" }).wait(60);
    expect(sim.when("end cancelled")).toEqual([10.05]);
    expect(sim.when("ring bob #2")).toEqual([15.05]);
  });
});
