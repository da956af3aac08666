import { describe, expect, it } from "vitest";
import type { Action } from "../rules/action.ts";
import { ends, inTurn, perPerson, ringing } from "./testing/calls.ts";
import { ANN_THEN_BOB, type Directory, plan } from "./testing/examples.ts";
import { Simulation } from "./testing/simulation.ts";

const step = (
  afterSeconds: number,
  type: Action["type"] & ("call_owners" | "call_all" | "call_project" | "call_primary"),
): { afterSeconds: number; action: Action } => ({
  afterSeconds,
  action: { type },
});
const once = (...steps: ReturnType<typeof step>[]): ReturnType<typeof plan> =>
  plan({ passes: 1, attempts: 1, steps });

describe("steps", () => {
  it("escalates at the right second, counted from the start of the step before", () => {
    const steps = [step(60, "call_owners"), step(7, "call_all"), step(90, "call_project")];
    const directory = { ...ANN_THEN_BOB, call_all: ["cy", "dee"], call_project: ["eve"] };
    const sim = new Simulation(directory, ends("no_answer", 5), { plan: once(...steps) }).wait(1000);
    expect(sim.story().filter((line) => /step|exhausted/.test(line))).toEqual([
      "0 step 0: ann",
      "60 step 1: bob",
      "67 step 2: cy dee",
      "157 step 3: eve",
      "247 exhausted: nobody acknowledged",
    ]);
  });

  it.each<[string, Directory, string[]]>([
    [
      "the first",
      { call_owners: ["bob"] },
      ["0 pass 1", "0 skip 0: nobody for call_primary", "0 step 1: bob", "0 ring bob #1"],
    ],
    [
      "two in a row",
      { call_all: ["cy"] },
      [
        "0 pass 1",
        "0 skip 0: nobody for call_primary",
        "0 skip 1: nobody for call_owners",
        "0 step 2: cy",
        "0 ring cy #1",
      ],
    ],
  ])("skips an empty step at once and says so: %s", (_, directory, story) => {
    const sim = new Simulation(directory, ends("no_answer"), {
      plan: plan({ steps: [step(60, "call_owners"), step(60, "call_all")] }),
    });
    expect(sim.story()).toEqual(story);
  });

  it("lets a phone of the step before ring on, and a phone of both steps is not rung twice", () => {
    const directory = { call_primary: ["ann"], call_owners: ["ann", "bob"] };
    const calls = perPerson({ ann: inTurn(ends("no_answer", 70), ends("no_answer")) });
    const sim = new Simulation(directory, calls, {
      plan: plan({ steps: [step(60, "call_owners")], attempts: 2 }),
    }).wait(119);
    expect(sim.story()).toEqual([
      "0 pass 1",
      "0 step 0: ann",
      "0 ring ann #1",
      "60 step 1: ann bob",
      "60 ring bob #1",
      "70 end no_answer",
      "85 end no_answer",
      "115 ring ann #2",
    ]);
  });

  it("drops the redials of the step before", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer", 20), {
      plan: plan({ steps: [step(30, "call_owners")] }),
    }).wait(59);
    expect(sim.when(/^ring ann/)).toEqual([0]);
  });
});

describe("passes", () => {
  it.each([1, 2, 4])("runs %i times and then says that nobody acknowledged", (passes) => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"), { plan: plan({ passes }) }).wait(10_000);
    expect(sim.when(/^pass/)).toEqual([0, 600, 1200, 1800].slice(0, passes));
    expect(sim.when("exhausted: nobody acknowledged")).toEqual([passes * 600]);
    expect([sim.alert.state, sim.alert.closedAt, sim.isOver]).toEqual([
      "exhausted",
      sim.now - (10_000 - passes * 600) * 1000,
      true,
    ]);
  });

  it("asks anew who is on call in every pass", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"), { plan: plan({ steps: [] }) });
    sim.directory = { call_primary: ["cy"] };
    expect(sim.wait(301).when(/: cy$/)).toEqual([300]);
  });

  it("waits at the very end for a phone that still rings, and dials nothing more", () => {
    const calls = perPerson({
      ann: (dialled) => [ringing(dialled), ...ends("no_answer", 32)(dialled)],
      bob: ends("no_answer", 3),
    });
    const sim = new Simulation({ call_primary: ["ann", "bob"] }, calls, {
      plan: plan({ passes: 1, steps: [step(30, "call_all")] }),
    });
    sim.wait(500);
    expect(sim.story().slice(-3)).toEqual([
      "30 skip 1: nobody for call_all",
      "32 end no_answer",
      "32 exhausted: nobody acknowledged",
    ]);
  });
});

describe("nobody to ring", () => {
  it("rings the owners when no step reaches a usable phone", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"), {
      action: { type: "call_project" },
      plan: once(step(60, "call_all")),
    });
    expect(sim.story()).toEqual([
      "0 pass 1",
      "0 skip 0: nobody for call_project",
      "0 skip 1: nobody for call_all",
      "0 step 2: bob",
      "0 ring bob #1",
    ]);
  });

  it("ends at once, with the reason, when there is nobody at all", () => {
    const sim = new Simulation({}, ends("no_answer"));
    expect(sim.story().slice(-1)).toEqual(["0 exhausted: no step of the plan reached a usable phone"]);
    expect(sim.isOver).toBe(true);
  });

  it.each(["bad_number", "no_permitted_route", "trunk_down"] as const)(
    "%s on every phone ends with the owners",
    (outcome) => {
      const calls = perPerson({ ann: ends(outcome, 0) });
      const sim = new Simulation(ANN_THEN_BOB, calls, { plan: once() }).wait(300);
      expect(sim.when("step 1: bob")).toEqual([outcome === "trunk_down" ? 300 : 0]);
    },
  );

  it("a schedule with a gap in a later pass rings the owners in that pass, and burns no pass", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"), { plan: plan({ steps: [], passes: 3 }) });
    sim.directory = { call_owners: ["bob"] };
    expect(sim.wait(900).when(/^(pass|step)/)).toEqual([0, 0, 300, 300, 600, 600]);
    expect(sim.wait(1).alert.closeReason).toBe("nobody acknowledged");
  });

  it("a pass in which there is nobody at all any more is the last", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"), { plan: plan({ steps: [] }) });
    sim.directory = {};
    expect(sim.wait(5000).story(299)).toEqual([
      "300 pass 2",
      "300 skip 0: nobody for call_primary",
      "300 skip 1: nobody for call_owners",
      "300 exhausted: nobody acknowledged, and at the end no telephone could be rung",
    ]);
  });

  it("numbers that do not exist are tried again in every pass, and no faster than the plan says", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("bad_number", 1)).wait(5000);
    expect(sim.story().filter((line) => /pass|ring|exhausted/.test(line))).toEqual([
      "0 pass 1",
      "0 ring ann #1",
      "1 ring bob #1",
      "301 pass 2",
      "301 ring ann #1",
      "302 ring bob #1",
      "602 pass 3",
      "602 ring ann #1",
      "603 ring bob #1",
      "903 pass 4",
      "903 ring ann #1",
      "904 ring bob #1",
      "905 exhausted: no telephone could be rung",
    ]);
  });

  it("a hopeless step waits for the call of the step before, and not a second longer", () => {
    const calls = perPerson({ ann: ends("no_answer", 70), bob: ends("bad_number", 1) });
    const steps = [step(60, "call_owners"), step(300, "call_all")];
    const sim = new Simulation({ ...ANN_THEN_BOB, call_all: ["cy"] }, calls, { plan: plan({ steps }) }).wait(
      100,
    );
    expect(sim.when("step 2: cy")).toEqual([70]);
  });
});
