import { isSilent } from "./alert.ts";
import { acknowledge, resolve, snooze } from "./close.ts";
import type { AlertEvent } from "./events.ts";
import { escalateNow } from "./plan-run.ts";
import { reconfirm } from "./reconfirm.ts";
import { actorName, note, type Run } from "./run.ts";
import type { TimelineActor } from "./timeline.ts";
import { unacknowledge } from "./unacknowledge.ts";

/** What somebody asks of an open alert from outside a call. What does not fit its state changes nothing. */
export function onCommand(run: Run, event: Extract<AlertEvent, { kind: "commanded" }>): void {
  const { action, actor, seconds } = event;
  const isAsked = run.alert.state === "acknowledged" && run.alert.run.reconfirm?.until != null;
  switch (action) {
    case "acknowledge":
      return isAsked ? reconfirm(run, actor, null) : acknowledge(run, actor, null);
    case "resolve":
      return resolve(run, actor, "api", null);
    case "snooze":
      return snooze(run, actor, null, seconds);
    case "escalate":
      return escalate(run, actor);
    case "unacknowledge":
      return unacknowledge(run, "api", "somebody took the acknowledgement back", actor);
  }
}

function escalate(run: Run, actor: TimelineActor): void {
  const { alert } = run;
  if (alert.state !== "triggered" || isSilent(alert) || alert.run.muted != null) return;
  note(run, { kind: "escalated", data: { by: actorName(run, actor), to_step: alert.run.step + 1 } }, actor);
  escalateNow(run);
}
