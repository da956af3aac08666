import { isSilent } from "./alert.ts";
import { stopAttempts } from "./attempts.ts";
import { actorName, note, type Run } from "./run.ts";
import type { TimelineActor, TimelineFact } from "./timeline.ts";

/** What key 3 gives (product, section 5). */
const SNOOZE_SECONDS = 30 * 60;

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
  alert.run.nextStepAt = null;
  alert.run.snoozedUntil = null;
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

/** A person asked for peace until later: nothing rings until then, and then the pass begins again. */
export function snooze(run: Run, actor: TimelineActor, callId: string): void {
  if (run.alert.state !== "triggered" || isSilent(run.alert)) return;
  const until = run.now + SNOOZE_SECONDS * 1000;
  run.alert.run.snoozedUntil = until;
  run.alert.run.nextStepAt = null;
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
  alert.run.nextStepAt = null;
  alert.run.snoozedUntil = null;
  stopAttempts(run, callId);
}
