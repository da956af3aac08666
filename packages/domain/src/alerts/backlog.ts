import { startStep } from "./plan-run.ts";
import { renewQuestion } from "./reconfirm.ts";
import { note, type Run } from "./run.ts";

/** What is done so much too late was kept by nobody: CallPing was away. */
export const AWAY_SECONDS = 60;

/**
 * Whoever comes back waits so long before it rings: tools say what is over meanwhile, PBXs say which calls they lost,
 * and what is left is one call a person.
 */
export const GATHER_SECONDS = 10;

/** A step whose end is found out much too late begins anew, whether or not anybody said that CallPing was away. */
export function foundOutLate(run: Run): boolean {
  const { nextStepAt, targets } = run.alert.run;
  const lateSeconds = nextStepAt === null ? 0 : Math.round((run.now - nextStepAt) / 1000);
  if (lateSeconds <= AWAY_SECONDS || targets.length === 0) return false;
  comeBack(run, lateSeconds);
  return true;
}

/**
 * CallPing was away. Its people could not be rung meanwhile: those of the running step are rung and have their whole
 * time again, and nobody is escalated past them.
 */
export function comeBack(run: Run, lateSeconds: number): void {
  const { alert } = run;
  if (alert.closedAt !== null) return;
  const plan = alert.run;
  plan.ringsFrom = run.now + GATHER_SECONDS * 1000;
  renewQuestion(run);
  if (alert.state !== "triggered" || plan.nextStepAt === null || plan.targets.length === 0) return;
  note(run, { kind: "resumed", data: { late_seconds: lateSeconds } });
  startStep(run, plan.step);
}
