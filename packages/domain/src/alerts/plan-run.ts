import type { Attempt, Reachable, Target } from "./alert.ts";
import { addAttempt, dropWaiting } from "./attempts.ts";
import { exhaust } from "./close.ts";
import { note, type Run } from "./run.ts";
import { mute } from "./mute.ts";
import { canRing, reachableNow, waitsForQuietHours } from "./quiet.ts";
import type { HoldReason } from "./timeline.ts";
import type { Action } from "../rules/action.ts";
import type { CallPlan } from "../rules/plan.ts";

/** A pass in which nobody could be rung, because no PBX carries the calls, does not end: it is looked at again after this. */
const PLATFORM_STRETCH_SECONDS = 15;

/** While a phone still rings at the plan's very end, the end waits for it. */
const LAST_CALL_SECONDS = 10;

/** Slots of a pass after the plan's own steps: the owners when no telephone rang, and the plan's catch-all. */
const SLOTS_AT_THE_END = 2;

/**
 * The action of the step that runs: 0 is the rule's, k the plan's k-th escalation. A pass in which no telephone rang
 * ends with the owners, whatever the plan says; the last pass, and one that found nobody, ends with the plan's catch-all.
 */
function actionOf(run: Run, step: number): Action | undefined {
  if (step === 0) return run.alert.action;
  const { steps, catchAll, passes } = run.alert.plan;
  if (step <= steps.length) return steps[step - 1]?.action;
  const { rang, pass, targets } = run.alert.run;
  const isLast = pass >= passes || targets.length === 0;
  if (step === steps.length + SLOTS_AT_THE_END) return isLast ? catchAll : undefined;
  const owners = [run.alert.action, ...steps.map(({ action }) => action)].some(
    ({ type }) => type === "call_owners",
  );
  return owners || rang === "yes" ? undefined : { type: "call_owners" };
}

/** How long a step may take. The last one takes as long as the one before it. */
function stepSeconds(run: Run, step: number): number {
  const { steps } = run.alert.plan;
  return (steps[step] ?? steps[steps.length - 1])?.afterSeconds ?? 300;
}

/** Begins a pass of the plan at its first step; in a maintenance window it waits for the end of that. */
export function startPass(run: Run, pass: number): void {
  const plan = run.alert.run;
  plan.pass = pass;
  if (run.silences.maintenance !== null) return mute(run, run.silences.maintenance);
  plan.targets = [];
  plan.quietUntil = null;
  plan.quietEndsAt = null;
  plan.rang = plan.attempts.some(isHeldByPlatform) ? "held" : "no";
  note(run, { kind: "plan_started", data: { pass, passes: run.alert.plan.passes } });
  startStep(run, 0);
}

/** Begins a step; an empty one is skipped at once and said so. */
export function startStep(run: Run, step: number): void {
  if (step > run.alert.plan.steps.length + SLOTS_AT_THE_END) return endPass(run);
  const action = actionOf(run, step);
  if (action === undefined) return startStep(run, step + 1);
  const { targets, reason } = reachableNow(run, action);
  const plan = run.alert.run;
  plan.step = step;
  if (targets.length === 0) {
    note(run, { kind: "step_skipped", data: { pass: plan.pass, step, action: action.type, reason } });
    return startStep(run, step + 1);
  }
  plan.quietUntil = null;
  dropWaiting(run);
  const ringing = new Set(plan.attempts.map((attempt) => attempt.phoneId));
  plan.targets = targets.map((target) => newTarget(target, ringing.has(target.phoneId)));
  plan.nextStepAt = Math.max(run.now, plan.ringsFrom ?? 0) + stepSeconds(run, step) * 1000;
  note(run, {
    kind: "step_started",
    data: {
      pass: plan.pass,
      step,
      action: action.type,
      phones: targets.map(({ phoneId, memberId, label }) => ({
        phone_id: phoneId,
        member_id: memberId,
        label,
      })),
      next_step_at: new Date(plan.nextStepAt).toISOString(),
    },
  });
  for (const target of plan.targets)
    if (!ringing.has(target.phoneId)) addAttempt(run, target, run.now, false);
}

/** A phone that still rings for an earlier step is not rung twice: that call is the step's first attempt. */
function newTarget(phone: Reachable, rings: boolean): Target {
  return { ...phone, tried: rings ? 1 : 0, counted: 0, platformFailures: 0, givenUp: false };
}

function isHeldByPlatform(attempt: Attempt): boolean {
  return attempt.state === "live" && attempt.held === "no_pbx_connected";
}

/** No step of the pass is left. What still runs has its time; then the next pass, and at last the explicit end. */
function endPass(run: Run): void {
  const plan = run.alert.run;
  const lastPass = plan.pass >= run.alert.plan.passes;
  const isEarly = plan.nextStepAt !== null && plan.nextStepAt > run.now;
  if (isEarly && !lastPass) return;
  if (plan.rang === "held" && plan.attempts.some(isHeldByPlatform)) {
    plan.nextStepAt = run.now + PLATFORM_STRETCH_SECONDS * 1000;
    return;
  }
  if (!lastPass && plan.targets.length > 0) return startPass(run, plan.pass + 1);
  if (plan.attempts.some((attempt) => attempt.state === "live")) return waitForLastCalls(run);
  if (waitsForQuietHours(run)) return undefined;
  exhaust(run, endReason(run));
}

/** Nothing is dialled any more; a key on a phone that still rings counts. */
function waitForLastCalls(run: Run): void {
  dropWaiting(run);
  run.alert.run.targets = [];
  run.alert.run.nextStepAt = run.now + LAST_CALL_SECONDS * 1000;
}

function endReason(run: Run): string {
  if (run.alert.run.attemptsMade === 0) return "no step of the plan reached a usable phone";
  const { rang, everRang } = run.alert.run;
  if (rang === "yes") return "nobody acknowledged";
  const atTheEnd = "no telephone could be rung";
  return everRang === true ? `nobody acknowledged, and at the end ${atTheEnd}` : atTheEnd;
}

/** The step's time is over. */
export function stepTimeOver(run: Run): void {
  const { nextStepAt, step } = run.alert.run;
  if (nextStepAt !== null && nextStepAt <= run.now) startStep(run, step + 1);
}

/** An attempt waits. When no PBX can carry it the plan goes on all the same: somebody else may have a route. */
export function holdAttempt(run: Run, attempt: Attempt, reason: HoldReason): void {
  attempt.held = reason;
  if (reason === "no_pbx_connected" && run.alert.run.rang === "no") run.alert.run.rang = "held";
}

/** A telephone rings. When it is the pass's first and no PBX was connected until now, the running step counts anew. */
export function noteRang(run: Run, attempt: Attempt): void {
  const plan = run.alert.run;
  const isFirst = plan.rang === "held" && attempt.held === "no_pbx_connected";
  attempt.held = null;
  if (isFirst && plan.nextStepAt !== null) plan.nextStepAt = run.now + stepSeconds(run, plan.step) * 1000;
  plan.rang = "yes";
  plan.everRang = true;
}

/** Brings the next people in now. At the plan's very end there are none: what rings goes on to its time. */
export function escalateNow(run: Run): void {
  const plan = run.alert.run;
  const ahead = actionsOf(run.alert.plan)
    .slice(plan.step)
    .some((action) => canRing(run, action));
  if (!ahead && plan.pass >= run.alert.plan.passes) return;
  plan.snoozedUntil = null;
  plan.groupedUntil = null;
  plan.pass = Math.max(plan.pass, 1);
  plan.nextStepAt = run.now;
  startStep(run, plan.step + 1);
}

/** The actions behind the rule's own, in order. */
function actionsOf({ steps, catchAll }: CallPlan): Action[] {
  return [...steps.map(({ action }) => action), ...(catchAll === undefined ? [] : [catchAll])];
}

/** Every phone of the step is given up for good: there is nothing to wait for. */
export function skipHopelessStep(run: Run): void {
  const plan = run.alert.run;
  if (plan.quietUntil != null) return;
  const hopeless = plan.targets.every((target) => target.givenUp);
  if (hopeless && plan.attempts.every((attempt) => attempt.state === "ended")) startStep(run, plan.step + 1);
}

/** Goes on as soon as somebody may be rung again: quiet hours end, or no longer hold for what the alert has become. */
export function wakeFromQuietHours(run: Run): void {
  const plan = run.alert.run;
  if (plan.quietUntil == null) return;
  const actions: Action[] = [run.alert.action, ...actionsOf(run.alert.plan), { type: "call_owners" }];
  if (plan.quietUntil <= run.now || actions.some((action) => canRing(run, action))) startPass(run, plan.pass);
}

/** The snooze is over and nobody acknowledged meanwhile: the pass begins again. */
export function wakeFromSnooze(run: Run): void {
  run.alert.run.snoozedUntil = null;
  run.alert.run.woken = true;
  startPass(run, run.alert.run.pass);
}
