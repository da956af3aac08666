import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ends } from "./testing/calls.ts";
import { silencesOf } from "./testing/silences.ts";
import { type History, histories } from "./testing/histories.ts";
import { Simulation } from "./testing/simulation.ts";
import { watchAlerts } from "./watch.ts";

const AUTO_CLOSE_SECONDS = 3000;

/** `HISTORIES=50000 npm test -- history.property` lives more of them. */
const HISTORIES = Number(process.env["HISTORIES"] ?? 10_000);

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
      severity: history.severity,
      ...(history.group !== undefined && { groupPlace: history.group }),
      autoCloseSeconds: AUTO_CLOSE_SECONDS,
    },
    silencesOf(history.windows, history.quiet),
    history.mishaps,
  );
  for (const { afterSeconds, what } of history.outside) {
    sim.wait(afterSeconds);
    expectKept(sim);
    if ("directory" in what) sim.directory = what.directory;
    else if ("crashForSeconds" in what) sim.crash(what.crashForSeconds);
    else sim.send(what.event);
    expectKept(sim);
  }
  return sim;
}

/** An open alert always has a moment at which it wakes, and only a person makes it `acknowledged`. */
function expectKept({ alert, wakeAt, lines, now }: Simulation): void {
  if (alert.closedAt === null && wakeAt === null)
    throw new Error("nobody will ever look at this open alert again");
  const clock = { alertsAt: wakeAt, isArmed: true };
  const { findings } = watchAlerts([{ alert, isOpen: alert.closedAt === null, wakeAt }], clock, now);
  if (findings.length > 0) throw new Error(`the watcher would ring an operator: ${findings[0]?.problem}`);
  if (alert.acknowledgedAt === null) return;
  expect(
    lines.some(
      ({ effect }) =>
        effect.kind === "timeline" && (effect.actor.type === "api_key" || effect.fact.kind === "key"),
    ),
  ).toBe(true);
}

/** Any history is over within so many hours once nothing comes from outside. */
const LONGEST_HOURS = 500;

function untilOver(sim: Simulation): void {
  for (let hours = 0; hours < LONGEST_HOURS && !sim.isOver; hours += 1) sim.wait(3600);
}

function expectOver(sim: Simulation): void {
  const { alert, lines } = sim;
  expect(sim.isOver).toBe(true);
  expect(alert.state === "resolved" || alert.state === "exhausted").toBe(true);
  expect(lines.filter(({ words }) => /^(resolved|exhausted)/.test(words))).toHaveLength(1);
  expect(alert.run.attempts.every((attempt) => attempt.state === "ended")).toBe(true);
  expect(alert.closeReason).toMatch(/\w/);
  // Nothing that fires goes quiet by itself: only what a person has, or what was never to ring.
  if (lines.at(-1)?.words === "resolved by CallPing via quiet")
    expect(alert.acknowledgedAt !== null || alert.run.pass === 0).toBe(true);
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
  expect(new Set(dialled).size).toBe(dialled.length);
  expect(dialled.filter((id) => !started.includes(id))).toEqual([]);
  expect(new Set(started).size).toBe(started.length);
  expect(started.filter((id) => !over.has(id))).toEqual([]);
}

describe("any history", () => {
  it("never throws, never forgets an open alert, and comes to an explicit end", { timeout: 900_000 }, () => {
    fc.assert(
      fc.property(histories, (history) => {
        const sim = live(history);
        untilOver(sim);
        expectOver(sim);
        expectProof(sim);
      }),
      { numRuns: HISTORIES },
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
