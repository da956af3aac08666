import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ends } from "./testing/calls.ts";
import { type History, histories } from "./testing/histories.ts";
import { Simulation } from "./testing/simulation.ts";

const AUTO_CLOSE_SECONDS = 3000;

/**
 * Lives a history. The simulation itself throws when the machine writes on what it was given, rings a phone of the
 * alert twice at once, dials after the close or in a snooze, stops while a phone still rings, or asks for ticks that do
 * not bring it on.
 */
function live(history: History): Simulation {
  let calls = 0;
  const sim = new Simulation(
    history.directory,
    (dialled) => {
      calls += 1;
      return (history.calls[calls - 1] ?? ends("no_answer"))(dialled);
    },
    {
      action: history.action,
      plan: history.plan,
      paused: history.paused,
      autoCloseSeconds: AUTO_CLOSE_SECONDS,
    },
  );
  for (const { afterSeconds, what } of history.outside) {
    sim.wait(afterSeconds);
    expectKept(sim);
    if ("directory" in what) sim.directory = what.directory;
    else sim.send(what.event);
    expectKept(sim);
  }
  return sim;
}

/** An open alert always has a moment at which it wakes, and only a person makes it `acknowledged`. */
function expectKept({ alert, wakeAt, lines }: Simulation): void {
  if (alert.closedAt === null && wakeAt === null)
    throw new Error("nobody will ever look at this open alert again");
  if (alert.acknowledgedAt === null) return;
  expect(
    lines.some(
      ({ effect }) =>
        effect.kind === "timeline" && (effect.actor.type === "api_key" || effect.fact.kind === "key"),
    ),
  ).toBe(true);
}

/** Seconds within which any history is over once nothing comes from outside. */
function longest({ plan, calls }: History, sim: Simulation): number {
  const current = Math.max(
    ...[plan, sim.alert.plan].map(({ steps }) => steps.reduce((sum, step) => sum + step.afterSeconds, 1200)),
  );
  const restarts = sim.alert.plan.passes + 3 * (calls.length + 5);
  return restarts * (current + 1800 + 2000) + AUTO_CLOSE_SECONDS;
}

function expectOver(sim: Simulation): void {
  const { alert, lines } = sim;
  expect(sim.isOver).toBe(true);
  expect(alert.state === "resolved" || alert.state === "exhausted").toBe(true);
  expect(lines.filter(({ words }) => /^(resolved|exhausted)/.test(words))).toHaveLength(1);
  expect(alert.run.attempts.every((attempt) => attempt.state === "ended")).toBe(true);
}

/** Every attempt was said, was dialled once under an id of its own, and its end is known. */
function expectProof(sim: Simulation): void {
  const started: string[] = [];
  const dialled: string[] = [];
  const over = new Set<string>();
  for (const { effect } of sim.lines) {
    if (effect.kind === "dial") dialled.push(effect.attemptId);
    if (effect.kind !== "timeline") continue;
    if (effect.fact.kind === "attempt_started") started.push(effect.fact.data.attempt_id);
    if (effect.fact.kind === "call_ended") over.add(effect.fact.data.attempt_id);
  }
  expect(dialled).toEqual(started);
  expect(new Set(started).size).toBe(started.length);
  expect(started.filter((id) => !over.has(id))).toEqual([]);
}

describe("any history", () => {
  it("never throws, never forgets an open alert, and comes to an explicit end", { timeout: 180_000 }, () => {
    fc.assert(
      fc.property(histories, (history) => {
        const sim = live(history);
        sim.wait(longest(history, sim));
        expectOver(sim);
        expectProof(sim);
      }),
      { numRuns: 20_000 },
    );
  });

  it("told twice is the same to the last id and millisecond", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(histories, (history) => {
        const [first, second] = [live(history), live(history)];
        expect(second.lines).toEqual(first.lines);
        expect(second.alert).toEqual(first.alert);
        expect(first.alert.run.attempts.every(({ id }) => /^att_01TEST-[1-9][0-9]*$/.test(id))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
