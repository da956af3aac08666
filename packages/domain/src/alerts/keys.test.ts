import { describe, expect, it } from "vitest";
import { Conversation, testScript } from "../calls/testing/conversation.ts";
import type { CallScript } from "../calls/script-types.ts";
import { ends } from "./testing/calls.ts";
import { ANN_THEN_BOB } from "./testing/examples.ts";
import { Simulation } from "./testing/simulation.ts";

type KeyMap = CallScript["keyMap"];

/** Presses keys in an answered call, and hands what the call reports to the alert that it is about, 10 s after the dial. */
function press(keyMap: KeyMap, digits: string): { heard: string[]; sim: Simulation } {
  const call = new Conversation({ ...testScript, keyMap });
  const sim = new Simulation(ANN_THEN_BOB, ends("hung_up", 30)).wait(10);
  call.take();
  const heard: string[] = [];
  for (const digit of digits) {
    const said = call.key(digit).take();
    heard.push(...said.filter((line) => line.startsWith("play")));
    for (const line of said) {
      const [word, key = "", meaning = ""] = line.split(" ");
      if (word === "key") sim.tell("att_01TEST-1", { kind: "key", digit: key, meaning });
    }
  }
  return { heard, sim };
}

const silentAfter = (sim: Simulation, seconds: number): boolean =>
  sim.wait(seconds).when(/^ring /).length === 1;

describe("every key of the product, from the telephone to the alert", () => {
  it.each<[KeyMap, string, string]>([
    ["default", "1", "acknowledged"],
    ["default", "6", "resolved"],
    ["pagerduty", "4", "acknowledged"],
    ["pagerduty", "6", "resolved"],
  ])("%s map, %s: %s, and nobody rings any more", (keyMap, digits, state) => {
    const { sim } = press(keyMap, digits);
    expect(sim.alert.state).toBe(state);
    expect(silentAfter(sim, 3000)).toBe(true);
  });

  it("2 brings the next people in now", () => {
    const { sim } = press("default", "2");
    expect(sim.story(10)).toEqual([
      "10 key escalate",
      "10 escalated by Ann to 1",
      "10 step 1: bob",
      "10 ring bob #1",
    ]);
  });

  it("3 gives 30 minutes, and then it rings again", () => {
    const { sim } = press("default", "3");
    expect(sim.wait(1799).when(/^ring /)).toEqual([0]);
    expect(sim.wait(1).when(/^ring /)).toEqual([0, 1810]);
  });

  it("9 and 9 again: this phone rings no more in this step, and the next people ring at the end of the call", () => {
    const { sim } = press("default", "99");
    expect(sim.wait(21).when(/^ring /)).toEqual([0, 30]);
    expect(sim.when("ring bob #1")).toEqual([30]);
  });

  it.each<[KeyMap, string, string]>([
    ["default", "*", "play message"],
    ["pagerduty", "*", "play message"],
    ["default", "0", "play help"],
    ["pagerduty", "0", "play help"],
    ["default", "9", "play opt-out-confirm"],
    ["default", "4", "play wrong-key"],
    ["pagerduty", "1", "play wrong-key"],
    ["pagerduty", "2", "play wrong-key"],
    ["pagerduty", "3", "play wrong-key"],
    ["pagerduty", "9", "play opt-out-confirm"],
  ])("%s map, %s: says %s and changes nothing, so that the plan goes on", (keyMap, digits, words) => {
    const { heard, sim } = press(keyMap, digits);
    expect(heard).toEqual([words]);
    expect(sim.alert.state).toBe("triggered");
    expect(sim.wait(60).when(/^ring ann/)).toEqual([0, 40]);
  });
});
