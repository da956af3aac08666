import { isSilent } from "./alert.ts";
import { dropWaiting } from "./attempts.ts";
import { startPass } from "./plan-run.ts";
import { note, type Run } from "./run.ts";
import type { WatchProblem } from "./watch.ts";

/**
 * The watcher found an open alert that nothing would have woken. One that rings nobody gets its plan afresh, in the pass
 * in which it was lost; one that somebody has waits for its end again. What is already rung for goes on.
 */
export function revive(run: Run, problem: WatchProblem): void {
  const { alert } = run;
  if (alert.closedAt !== null) return;
  note(run, { kind: "revived", data: { problem } });
  if (problem !== "no_plan" || isSilent(alert)) return;
  if (alert.state === "acknowledged") {
    alert.autoCloseAt = run.now + alert.autoCloseSeconds * 1000;
    return;
  }
  dropWaiting(run);
  startPass(run, Math.max(1, alert.run.pass));
}
