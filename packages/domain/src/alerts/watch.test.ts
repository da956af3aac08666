import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Alert } from "./alert.ts";
import { startAlert } from "./start.ts";
import { type StepResult, step } from "./step.ts";
import { ANN_THEN_BOB, newAlert, peopleIn } from "./testing/examples.ts";
import { type WatchedAlert, watchAlerts } from "./watch.ts";

const NOW = Date.parse("2026-11-23T10:00:00Z");
const PEOPLE = peopleIn(ANN_THEN_BOB);
const SYSTEM = { type: "system" } as const;

const begin = (more = {}) => startAlert(newAlert(more), NOW, PEOPLE);
const kept = ({ alert, wakeAt }: StepResult): WatchedAlert => ({
  alert,
  isOpen: alert.closedAt === null,
  wakeAt,
});
const clock = { alertsAt: NOW, isArmed: true };
const look = (watched: WatchedAlert, now = NOW) =>
  watchAlerts([watched], clock, now).findings.map(({ problem }) => problem);
const commanded = (action: "acknowledge" | "resolve" | "snooze") =>
  step(begin().alert, { kind: "commanded", action, actor: SYSTEM }, NOW, PEOPLE);
const lost = (alert: Alert, run: Partial<Alert["run"]>): WatchedAlert => ({
  alert: { ...alert, run: { ...alert.run, ...run } },
  isOpen: true,
  wakeAt: null,
});

describe("the watcher", () => {
  it.each([
    ["a plan that runs", begin()],
    ["an acknowledged alert", commanded("acknowledge")],
    ["a resolved alert", commanded("resolve")],
    ["a snoozed alert", commanded("snooze")],
    ["an alert that is only recorded", begin({ action: { type: "record_only" } })],
    ["an alert of a paused endpoint", begin({ paused: true })],
    ["an alert that reached nobody, and ended", startAlert(newAlert(), NOW, peopleIn({}))],
  ])("finds nothing in %s", (_, result) => {
    expect(look(kept(result))).toEqual([]);
  });

  it.each<[string, WatchedAlert, string]>([
    ["whose plan is gone", lost(begin().alert, { nextStepAt: null, attempts: [], targets: [] }), "no_plan"],
    [
      "that nothing closes",
      { ...kept(commanded("acknowledge")), alert: { ...commanded("acknowledge").alert, autoCloseAt: null } },
      "no_plan",
    ],
    ["whose moment is not kept", { ...kept(begin()), wakeAt: null }, "no_wake_up"],
    ["whose moment is kept too late", { ...kept(begin()), wakeAt: NOW + 10 * 86_400_000 }, "no_wake_up"],
    ["that is closed and stands open", { ...kept(commanded("resolve")), isOpen: true }, "wrong_state"],
  ])("finds an alert %s", (_, watched, problem) => {
    expect(look(watched)).toEqual([problem]);
  });

  it("finds what is long overdue, and not what is due now", () => {
    const watched = kept(begin());
    const due = watched.wakeAt ?? 0;
    expect(look(watched, due + 1000)).toEqual([]);
    expect(look(watched, due + 61_000)).toEqual(["no_wake_up"]);
  });

  it.each([
    [{ alertsAt: null, isArmed: true }],
    [{ alertsAt: NOW + 86_400_000, isArmed: true }],
    [{ alertsAt: NOW, isArmed: false }],
  ])("finds a Desk that %j would not wake", (one) => {
    expect(watchAlerts([kept(begin())], one, NOW).findings).toEqual([{ alertId: null, problem: "no_timer" }]);
  });

  it("the operator who was rung at night for a Desk in which nothing waits", () => {
    expect(watchAlerts([], { alertsAt: NOW - 60_000, isArmed: false }, NOW).findings).toEqual([]);
  });

  it("adds up: triggered is acknowledged, resolved, exhausted and running, and what is missing is found", () => {
    const ends = fc.constantFrom(
      kept(begin()),
      kept(commanded("acknowledge")),
      kept(commanded("resolve")),
      kept(startAlert(newAlert(), NOW, peopleIn({}))),
      lost(begin().alert, { nextStepAt: null, attempts: [] }),
    );
    fc.assert(
      fc.property(fc.array(ends), (alerts) => {
        const { sum, findings } = watchAlerts(alerts, clock, NOW);
        const answered = sum.acknowledged + sum.resolved + sum.exhausted + sum.running;
        expect(sum.triggered - answered).toBe(findings.length);
      }),
    );
  });
});

describe("an alert that the watcher found", () => {
  const revive = (alert: Alert, problem: "no_plan" | "no_wake_up") =>
    step(alert, { kind: "revived", problem }, NOW, PEOPLE);
  const kinds = ({ effects }: StepResult) =>
    effects.flatMap((effect) => (effect.kind === "timeline" ? effect.fact.kind : effect.kind));

  it("rings again by its own plan, and the timeline says so", () => {
    const result = revive(
      lost(begin().alert, { nextStepAt: null, attempts: [], targets: [] }).alert,
      "no_plan",
    );
    expect(kinds(result)).toEqual(["revived", "plan_started", "step_started", "attempt_started", "dial"]);
    expect(look(kept(result))).toEqual([]);
  });

  it("that somebody has only waits for its end again", () => {
    const result = revive({ ...commanded("acknowledge").alert, autoCloseAt: null }, "no_plan");
    expect([result.alert.state, kinds(result), look(kept(result))]).toEqual([
      "acknowledged",
      ["revived"],
      [],
    ]);
  });

  it("whose moment alone was lost goes on as it was", () => {
    expect(kinds(revive(begin().alert, "no_wake_up"))).toEqual(["revived"]);
  });

  it("and that is over stays over", () => {
    expect(kinds(revive(commanded("resolve").alert, "no_plan"))).toEqual([]);
  });
});
