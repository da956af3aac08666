import { isSilent, type Reachable, type Reconfirm } from "./alert.ts";
import { stopAttempts } from "./attempts.ts";
import { actorName, note, type Run } from "./run.ts";
import type { TimelineActor, TimelineFact } from "./timeline.ts";

/** What key 3 gives (product, section 5). */
export const SNOOZE_SECONDS = 30 * 60;

/** A person has it. Everything else that rings stops; the alert closes itself when it goes quiet. */
export function acknowledge(
  run: Run,
  actor: TimelineActor,
  call: { attemptId: string; callId: string } | null,
): void {
  const { alert } = run;
  if (alert.state !== "triggered") return;
  const by = actorName(run, actor);
  alert.state = "acknowledged";
  alert.acknowledgedAt = run.now;
  alert.acknowledgedBy = by;
  endWaits(run);
  alert.run.reconfirm = nextQuestion(run, actor);
  alert.run.countAtAcknowledgement = alert.count;
  alert.autoCloseAt = run.now + alert.autoCloseSeconds * 1000;
  note(
    run,
    {
      kind: "acknowledged",
      data: {
        by,
        via: call === null ? "api" : "key",
        ...(call !== null && { attempt_id: call.attemptId, call_id: call.callId }),
      },
    },
    actor,
  );
  stopAttempts(run, call?.callId ?? null);
}

/** When an acknowledgement is asked about next; `null` when the plan does not ask. */
export function nextQuestion(run: Run, actor: TimelineActor): Reconfirm | null {
  const after = run.alert.plan.reconfirmAfterSeconds;
  if (after === undefined) return null;
  const phone = actor.type === "phone" ? phoneOf(run, actor) : null;
  return { dueAt: run.now + after * 1000, phone, attemptId: null, until: null, asked: 0 };
}

function phoneOf(run: Run, actor: Extract<TimelineActor, { type: "phone" }>): Reachable {
  const { phone_id: phoneId, member_id: memberId, label } = actor;
  return { phoneId, memberId, memberName: actorName(run, actor), label };
}

/** A person asked for peace until later: nothing rings until then, and then the pass begins again. */
export function snooze(
  run: Run,
  actor: TimelineActor,
  callId: string | null,
  seconds = SNOOZE_SECONDS,
): void {
  if (run.alert.state !== "triggered" || isSilent(run.alert)) return;
  const until = run.now + seconds * 1000;
  const { muted } = run.alert.run;
  endWaits(run);
  run.alert.run.muted = muted ?? null;
  run.alert.run.snoozedUntil = until;
  note(
    run,
    { kind: "snoozed", data: { by: actorName(run, actor), until: new Date(until).toISOString() } },
    actor,
  );
  stopAttempts(run, callId);
}

type ResolvedVia = Extract<TimelineFact, { kind: "resolved" }>["data"]["via"];

const CLOSE_REASONS: Record<ResolvedVia, string> = {
  tool: "resolved by tool",
  key: "resolved by key",
  api: "resolved by api",
  quiet: "no event for the endpoint's auto-close time",
  lapsed: "not said again before its end",
};

/** The problem is over. */
export function resolve(run: Run, actor: TimelineActor, via: ResolvedVia, callId: string | null): void {
  note(run, { kind: "resolved", data: { by: actorName(run, actor), via } }, actor);
  close(run, "resolved", CLOSE_REASONS[via], callId);
}

/** The plan ran out: said explicitly, never silently. */
export function exhaust(run: Run, reason: string): void {
  const { pass, attemptsMade } = run.alert.run;
  note(run, { kind: "exhausted", data: { passes: pass, attempts: attemptsMade, reason } });
  close(run, "exhausted", reason, null);
}

function close(run: Run, state: "resolved" | "exhausted", reason: string, callId: string | null): void {
  const { alert } = run;
  alert.state = state;
  alert.closedAt = run.now;
  alert.closeReason = reason;
  alert.autoCloseAt = null;
  endWaits(run);
  alert.run.reconfirm = null;
  stopAttempts(run, callId);
}

/** The plan waits for nothing any more. */
function endWaits({ alert: { run } }: Run): void {
  // Its plan was to begin with its group: it is no silent alert.
  if (run.groupedUntil != null) run.pass = Math.max(run.pass, 1);
  run.groupedUntil = null;
  run.nextStepAt = null;
  run.snoozedUntil = null;
  run.quietUntil = null;
  run.muted = null;
}
