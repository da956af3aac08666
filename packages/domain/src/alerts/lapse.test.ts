import { describe, expect, it } from "vitest";
import { ends, presses } from "./testing/calls.ts";
import { ANN_THEN_BOB } from "./testing/examples.ts";
import { Simulation } from "./testing/simulation.ts";

const START = Date.UTC(2026, 10, 22, 3);
const at = (seconds: number): number => START + seconds * 1000;
const again = (lapsesAt?: number | null) =>
  ({
    kind: "repeated",
    requestId: "req_2",
    severity: "critical",
    tool: "prometheus",
    ...(lapsesAt !== undefined && { lapsesAt }),
  }) as const;

describe("an alert that was said to end", () => {
  it("is resolved then, and its phone stops ringing", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer", 500), { lapsesAt: at(60) }).wait(100);
    expect(sim.story(30)).toEqual([
      "60 resolved by CallPing via lapsed",
      "60 withdraw ann",
      "60.05 end cancelled",
    ]);
    expect(sim.alert).toMatchObject({ state: "resolved", closeReason: "not said again before its end" });
  });

  it("ends later when it is said again, also beyond a limit, and not at all when no end is named", () => {
    const sim = new Simulation(ANN_THEN_BOB, presses("acknowledge"), { lapsesAt: at(60) });
    sim.wait(50).send(again(at(120)));
    sim.wait(60).send({ kind: "prolonged", lapsesAt: at(180) });
    expect(sim.wait(60).alert.state).toBe("acknowledged");
    sim.send(again());
    expect(sim.wait(600).when(/^resolved/)).toEqual([]);
  });

  it("may end sooner than was said first", () => {
    const sim = new Simulation(ANN_THEN_BOB, presses("acknowledge"), { lapsesAt: at(600) });
    expect(
      sim
        .wait(30)
        .send(again(at(40)))
        .wait(600)
        .when(/^resolved/),
    ).toEqual([40]);
  });

  it("ends although it is acknowledged or kept silently, and once closed asks for no tick", () => {
    for (const more of [{}, { paused: true }] as const) {
      const sim = new Simulation(ANN_THEN_BOB, presses("acknowledge"), { ...more, lapsesAt: at(60) });
      expect(sim.wait(61).alert.state).toBe("resolved");
      expect(sim.wakeAt).toBeNull();
    }
    const sim = new Simulation(ANN_THEN_BOB, ends("no_answer"), { lapsesAt: at(600) });
    sim.send({ kind: "tool_resolved", tool: "prometheus" }).wait(5);
    expect(sim.wakeAt).toBeNull();
  });
});
