import { startPass } from "./plan-run.ts";
import { keepSilent } from "./record-only.ts";
import { actorName, note, type Run, SYSTEM } from "./run.ts";
import type { TimelineActor, TimelineFact } from "./timeline.ts";

type Via = Extract<TimelineFact, { kind: "unacknowledged" }>["data"]["via"];

/** Takes an acknowledgement back: the plan starts again from its first step, as for a new alert. */
export function unacknowledge(run: Run, via: Via, reason: string, actor: TimelineActor = SYSTEM): void {
  const { alert } = run;
  if (alert.state !== "acknowledged") return;
  const wasSilent = alert.run.pass === 0;
  alert.state = "triggered";
  alert.acknowledgedAt = null;
  alert.acknowledgedBy = null;
  alert.autoCloseAt = null;
  alert.run.reconfirm = null;
  note(run, { kind: "unacknowledged", data: { by: actorName(run, actor), via, reason } }, actor);
  if (wasSilent)
    return keepSilent(run, alert.action.type === "record_only" ? "record_only" : "endpoint_paused");
  startPass(run, 1);
}
