import type { CallEnd } from "./end-call.ts";
import type { LineParts } from "./parts.ts";
import { type CallRow, legOf } from "./rows.ts";

/** How long a `busy` that is really the ghost of a lost leg waits before it is tried again. */
const GHOST_RETRY_MS = 10_000;

/** Whether `busy` means a leg that was lost with its PBX and that the carrier still rings, not the person. */
export function isGhost(parts: LineParts, call: CallRow, end: CallEnd): boolean {
  return end.outcome === "busy" && call.stopping === 0 && parts.history.isGhostly(call.number, Date.now());
}

/** The leg failed, the call goes on: dialled again when the ghost may be gone. Nothing counts against the plan. */
export function waitForGhost(
  parts: LineParts,
  call: CallRow,
  { outcome, sip_code, cause }: CallEnd,
  at: number,
): void {
  const until = Date.now() + GHOST_RETRY_MS;
  const leg = legOf(call);
  const attempts = parts.store.liveOf(call.call_id);
  parts.commit(() => {
    const free = {
      leg_id: null,
      pbx_id: null,
      trunk_id: null,
      leg_state: null,
      leg_seq: 0,
      placed_at: null,
    } as const;
    parts.store.saveCall({ ...call, ...free, phase: "initiated" });
    for (const key of ["silence", "watch"]) parts.timers.clear(`${key}:${call.call_id}`);
    parts.timers.set(`dial:${call.call_id}`, until);
    for (const attempt of attempts) parts.store.hold(attempt.attempt_id, "ghost_leg", Date.now());
    if (leg !== null)
      parts.reports.add(call.call_id, attempts, at, { kind: "leg_failed", outcome, sip_code, cause, ...leg });
    parts.reports.add(call.call_id, attempts, at, { kind: "held", reason: "ghost_leg", until });
  });
  parts.detach("report a ghost", parts.reports.drain(call.call_id));
}
