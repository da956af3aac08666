import { describe, expect, it } from "vitest";
import { parsePlan } from "../rules/parse-plan.ts";
import { ends, perPerson, presses } from "./testing/calls.ts";
import { ANN_THEN_BOB, plan } from "./testing/examples.ts";
import { Simulation } from "./testing/simulation.ts";

const all = { ...ANN_THEN_BOB, call_all: ["cy", "dan"] };

describe("a plan's own redial rules", () => {
  it.each([
    ["busy", { busy: 20 }, [0, 45, 90]],
    ["rejected", { rejected: "never" }, [0]],
    ["no_answer", { no_answer: 5 }, [0, 30, 60]],
    ["answered_no_key", { answered_no_key: 60 }, [0, 85, 170]],
    ["hung_up", { hung_up: 100 }, [0, 125, 250]],
    ["bad_number", { bad_number: 30 }, [0, 55, 110]],
    ["busy", { rejected: 7 }, [0, 70, 140]],
  ] as const)("%s with %j rings at %j", (outcome, redial, at) => {
    const sim = new Simulation(ANN_THEN_BOB, perPerson({ ann: ends(outcome) }), { plan: plan({ redial }) });
    expect(sim.wait(299).when(/^ring ann/)).toEqual(at);
  });

  it("never spend an attempt on a trunk that fails", () => {
    const redial = { busy: "never", no_answer: "never", hung_up: "never" } as const;
    const sim = new Simulation(ANN_THEN_BOB, ends("trunk_error", 1), { plan: plan({ redial, attempts: 1 }) });
    expect(sim.wait(60).when(/^ring ann/).length).toBeGreaterThan(3);
  });

  it("that give everybody up go on to the next people at once", () => {
    const redial = { rejected: "never" } as const;
    const sim = new Simulation(ANN_THEN_BOB, ends("rejected", 5), { plan: plan({ redial }) }).wait(6);
    expect(sim.when("step 1: bob")).toEqual([5]);
  });
});

describe("a plan's catch-all", () => {
  const catchAll = { type: "call_all" } as const;

  it("rings once more at the very end, and then it is exhausted", () => {
    const sim = new Simulation(all, ends("no_answer"), { plan: plan({ catchAll, passes: 2 }) }).wait(5000);
    expect(sim.when(/^pass/)).toEqual([0, 600]);
    expect(sim.when("step 3: cy dan")).toEqual([1200]);
    expect(sim.when("exhausted: nobody acknowledged")).toEqual([1500]);
  });

  it("can still be acknowledged", () => {
    const sim = new Simulation(all, perPerson({ dan: presses("acknowledge") }), {
      plan: plan({ catchAll, passes: 1 }),
    });
    expect(sim.wait(5000).alert).toMatchObject({ state: "acknowledged", acknowledgedBy: "Dan" });
  });

  it("the page whose only person was the catch-all: a plan of several passes ended before it", () => {
    const directory = { call_all: ["cy"] };
    const sim = new Simulation(directory, perPerson({ cy: presses("acknowledge") }), {
      plan: plan({ catchAll, passes: 4 }),
    });
    expect(sim.wait(60).alert).toMatchObject({ state: "acknowledged", acknowledgedBy: "Cy" });
  });

  it("that reaches nobody is skipped and said so", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"), { plan: plan({ catchAll, passes: 1 }) });
    expect(sim.wait(5000).when("skip 3: nobody for call_all")).toEqual([600]);
  });

  it("is brought in by somebody who escalates at the end", () => {
    const sim = new Simulation(all, perPerson({ bob: presses("escalate") }), {
      plan: plan({ catchAll, passes: 1 }),
    });
    expect(sim.wait(311).when("step 3: cy dan")).toEqual([310]);
  });
});

describe("options of a plan that somebody wrote", () => {
  it("are read, and null leaves them off", () => {
    const options = {
      redial: { busy: 20, rejected: "never" },
      catchAll: { type: "call_all" },
      reconfirmAfterSeconds: 1800,
      retriggerOnWorse: true,
      retriggerAfterRepeats: 50,
    };
    expect(parsePlan(options)).toEqual({ ok: true, value: plan(options as object) });
    const off = Object.fromEntries(Object.keys(options).map((key) => [key, null]));
    expect(parsePlan(off)).toEqual({ ok: true, value: plan() });
  });

  it.each<[object, string, RegExp]>([
    [{ redial: [] }, "plan.redial", /object of outcomes/],
    [{ redial: { busy: 4 } }, "plan.redial.busy", /from 5 to 3600, or "never"/],
    [{ redial: { busy: "soon" } }, "plan.redial.busy", /or "never"/],
    [{ redial: { voicemail: 20 } }, "plan.redial.voicemail", /answered_no_key/],
    [{ redial: { unreachable: 20 } }, "plan.redial.unreachable", /bad_number/],
    [{ redial: { trunk_error: 20 } }, "plan.redial.trunk_error", /never counts as an attempt/],
    [{ redial: { opted_out: 20 } }, "plan.redial.opted_out", /not a question of redialling/],
    [{ redial: { engaged: 20 } }, "plan.redial.engaged", /no such outcome/],
    [{ catchAll: { type: "record_only" } }, "plan.catchAll.type", /rings nobody/],
    [{ catchAll: "call_all" }, "plan.catchAll.type", /needs a type/],
    [{ reconfirmAfterSeconds: 60 }, "plan.reconfirmAfterSeconds", /from 300 to 86400/],
    [{ retriggerAfterRepeats: 0 }, "plan.retriggerAfterRepeats", /from 1/],
    [{ retriggerOnWorse: "yes" }, "plan.retriggerOnWorse", /true or false/],
  ])("%j is refused at %s", (input, path, message) => {
    const parsed = parsePlan(input);
    expect(parsed.ok ? [] : parsed.error.problems.map((problem) => problem.path)).toEqual([path]);
    expect(parsed.ok ? "" : parsed.error.problems[0]?.message).toMatch(message);
  });
});
