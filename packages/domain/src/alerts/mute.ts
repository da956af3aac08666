import { isSilent } from "./alert.ts";
import { stopAttempts } from "./attempts.ts";
import { note, type Run } from "./run.ts";
import type { Silences } from "./silences.ts";

type Window = NonNullable<Silences["maintenance"]>;

/** Silences the alert for as long as the window lasts: what rings is withdrawn, and the pass begins again afterwards. */
export function mute(run: Run, window: Window): void {
  const plan = run.alert.run;
  plan.pass = Math.max(plan.pass, 1);
  plan.groupedUntil = null;
  const isNews = plan.muted?.windowId !== window.id || plan.muted.until !== window.until;
  plan.muted = { windowId: window.id, until: window.until };
  plan.nextStepAt = null;
  plan.quietUntil = null;
  if (!isNews) return;
  const data = { window_id: window.id, name: window.name, until: new Date(window.until).toISOString() };
  note(run, { kind: "muted", data });
  stopAttempts(run, null);
}

/**
 * Brings the alert in line with its maintenance windows.
 * @returns whether a plan that a window held may go on now.
 */
export function followWindows(run: Run): boolean {
  const { alert, silences } = run;
  const plan = alert.run;
  if (alert.closedAt !== null || isSilent(alert)) return false;
  const window = silences.maintenance;
  if (window !== null) {
    if (alert.state === "triggered") mute(run, window);
    else postponeQuestion(run, window);
    return false;
  }
  if (plan.muted == null) return false;
  note(run, { kind: "unmuted", data: { window_id: plan.muted.windowId } });
  plan.muted = null;
  return alert.state === "triggered" && plan.snoozedUntil === null;
}

/** Nobody is asked in a window whether they are still on it, but after it. */
function postponeQuestion(run: Run, { until }: Window): void {
  const plan = run.alert.run;
  if (plan.reconfirm == null) return;
  if (plan.reconfirm.attemptId !== null) stopAttempts(run, null);
  else if (plan.reconfirm.dueAt > run.now) return;
  plan.reconfirm = {
    ...plan.reconfirm,
    dueAt: Math.max(until, plan.reconfirm.dueAt),
    attemptId: null,
    until: null,
  };
}
