import type { Target } from "./alert.ts";
import { addAttempt, dropWaiting } from "./attempts.ts";
import { exhaust } from "./close.ts";
import { note, type Run } from "./run.ts";
import type { Action } from "../rules/action.ts";

/** While no PBX is connected a step is stretched by this much: nobody could be rung, so nobody was given a chance. */
const PLATFORM_STRETCH_SECONDS = 15;

/** While a phone still rings at the plan's very end, the end waits for it. */
const LAST_CALL_SECONDS = 10;

/**
 * The action of the step that runs: 0 is the rule's, k the plan's k-th escalation. A plan that has reached nobody
 * at all ends with the owners, whatever it says.
 */
function actionOf(run: Run, step: number): Action | undefined {
  if (step === 0) return run.alert.action;
  const { steps } = run.alert.plan;
  if (step === steps.length + 1 && run.alert.run.attemptsMade === 0) return { type: "call_owners" };
  return steps[step - 1]?.action;
}

/** How long a step may take. The last one takes as long as the one before it. */
function stepSeconds(run: Run, step: number): number {
  const { steps } = run.alert.plan;
  return (steps[step] ?? steps[steps.length - 1])?.afterSeconds ?? 300;
}

/** Begins a pass of the plan at its first step. */
export function startPass(run: Run, pass: number): void {
  run.alert.run.pass = pass;
  note(run, { kind: "plan_started", data: { pass, passes: run.alert.plan.passes } });
  startStep(run, 0);
}

/** Begins a step; an empty one is skipped at once and said so. */
export function startStep(run: Run, step: number): void {
  const action = actionOf(run, step);
  if (action === undefined) return endPass(run);
  const { targets, reason } = run.resolvePeople(action);
  const plan = run.alert.run;
  dropWaiting(run);
  plan.step = step;
  if (targets.length === 0) {
    note(run, { kind: "step_skipped", data: { pass: plan.pass, step, action: action.type, reason: reason ?? "nobody to ring" } });
    return startStep(run, step + 1);
  }
  plan.targets = targets.map((target): Target => ({ ...target, counted: 0, platformFailures: 0, givenUp: false }));
  plan.nextStepAt = run.now + stepSeconds(run, step) * 1000;
  note(run, {
    kind: "step_started",
    data: {
      pass: plan.pass,
      step,
      action: action.type,
      phones: targets.map(({ phoneId, memberId, label }) => ({ phone_id: phoneId, member_id: memberId, label })),
      next_step_at: new Date(plan.nextStepAt).toISOString(),
    },
  });
  const ringing = new Set(plan.attempts.map((attempt) => attempt.phoneId));
  for (const target of plan.targets) if (!ringing.has(target.phoneId)) addAttempt(run, target, run.now, false);
}

function endPass(run: Run): void {
  const { pass } = run.alert.run;
  if (pass < run.alert.plan.passes && run.alert.run.attemptsMade > 0) return startPass(run, pass + 1);
  if (run.alert.run.attempts.some((attempt) => attempt.state === "live")) {
    run.alert.run.nextStepAt = run.now + LAST_CALL_SECONDS * 1000;
    return;
  }
  exhaust(run, run.alert.run.attemptsMade === 0 ? "no step of the plan reached a usable phone" : "nobody acknowledged");
}

/** The step's time is over. */
export function stepTimeOver(run: Run): void {
  const plan = run.alert.run;
  if (plan.nextStepAt === null || plan.nextStepAt > run.now) return;
  const open = plan.attempts.filter((attempt) => attempt.state !== "ended");
  const platformDown = open.length > 0 && open.every((attempt) => attempt.held === "no_pbx_connected");
  if (platformDown) {
    plan.nextStepAt = run.now + PLATFORM_STRETCH_SECONDS * 1000;
    return;
  }
  startStep(run, plan.step + 1);
}

/** Every phone of the step is given up for good: there is nothing to wait for. */
export function skipHopelessStep(run: Run): void {
  const plan = run.alert.run;
  const hopeless = plan.targets.every((target) => target.givenUp);
  if (hopeless && plan.attempts.every((attempt) => attempt.state === "ended")) startStep(run, plan.step + 1);
}

/** The snooze is over and nobody acknowledged meanwhile: the pass begins again. */
export function wakeFromSnooze(run: Run): void {
  run.alert.run.snoozedUntil = null;
  startPass(run, run.alert.run.pass);
}
