import { describe, expect, it } from "vitest";
import type { TimelineActor } from "./timeline.ts";
import { ends, perPerson, presses } from "./testing/calls.ts";
import { ANN_THEN_BOB, plan } from "./testing/examples.ts";
import { Simulation } from "./testing/simulation.ts";

const API: TimelineActor = { type: "api_key", id: "key_1", name: "deploy bot" };
const busy = (): Simulation => new Simulation(ANN_THEN_BOB, ends("busy", 2));

const STATES: Record<string, () => Simulation> = {
  ringing: () => new Simulation(ANN_THEN_BOB, ends("no_answer")).wait(5),
  "between redials": () => busy().wait(5),
  "between steps": () => new Simulation(ANN_THEN_BOB, ends("hung_up", 2)).wait(200),
  snoozed: () => new Simulation(ANN_THEN_BOB, presses("snooze")).wait(60),
  acknowledged: () => new Simulation(ANN_THEN_BOB, presses("acknowledge")).wait(60),
  "kept silently": () => new Simulation(ANN_THEN_BOB, ends("busy"), { action: { type: "record_only" } }),
};

describe("resolve", () => {
  it.each(Object.keys(STATES))(
    "by the tool while %s closes it, stops the phones, and nothing follows",
    (name) => {
      const sim = STATES[name]?.() ?? busy();
      const ringing = sim.live.size;
      const at = sim.seconds;
      sim.send({ kind: "tool_resolved", tool: "grafana" }).wait(100_000);
      expect(sim.when("resolved by grafana via tool")).toEqual([at]);
      expect(sim.when(/^withdraw/).filter((when) => when === at)).toHaveLength(ringing);
      expect(sim.when(/^ring /).filter((when) => when > at)).toEqual([]);
      expect(sim.alert).toMatchObject({
        state: "resolved",
        closeReason: "resolved by tool",
        autoCloseAt: null,
      });
      expect(sim.isOver).toBe(true);
    },
  );

  it("by key ends the alert and not the call that carried it", () => {
    const calls = perPerson({ ann: presses("resolve") });
    const sim = new Simulation({ call_primary: ["ann", "bob"] }, calls).wait(5000);
    expect(sim.story(2)).toEqual([
      "10 key resolve",
      "10 resolved by Ann via key",
      "10 withdraw bob",
      "10.05 end cancelled",
      "14 end hung_up",
    ]);
  });

  it("by the API", () => {
    const sim = busy().wait(5).send({ kind: "commanded", action: "resolve", actor: API });
    expect(sim.story(3)).toEqual(["5 resolved by deploy bot via api"]);
  });

  it.each([
    ["resolved", (): Simulation => busy().send({ kind: "tool_resolved", tool: "grafana" })],
    [
      "exhausted",
      (): Simulation =>
        new Simulation(ANN_THEN_BOB, ends("busy", 2), { plan: plan({ passes: 1 }) }).wait(601),
    ],
  ] as const)("an alert that is %s stays as it is, whatever comes", (state, make) => {
    const sim = make();
    const lines = sim.lines.length;
    sim.send({ kind: "tool_resolved", tool: "grafana" });
    for (const action of ["acknowledge", "resolve"] as const)
      sim.send({ kind: "commanded", action, actor: API });
    sim.send({ kind: "tick" }).wait(10_000);
    expect(sim.alert.state).toBe(state);
    expect(sim.lines.slice(lines).filter(({ words }) => !words.startsWith("end "))).toEqual([]);
  });

  it.each(["acknowledge", "snooze", "resolve", "escalate", "opt_out"])(
    "a late %s key on a closed alert is kept in the timeline only",
    (meaning) => {
      const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"))
        .wait(5)
        .send({ kind: "tool_resolved", tool: "grafana" });
      sim.tell("att_01TEST-1", { kind: "key", digit: "1", meaning }).wait(10_000);
      expect(sim.story(5)).toEqual([
        "5 resolved by grafana via tool",
        "5 withdraw ann",
        `5 key ${meaning}`,
        "5.05 end cancelled",
      ]);
      expect(sim.alert.state).toBe("resolved");
    },
  );
});
