import { createId } from "@callping/contract/ids";
import { decideLine } from "@callping/domain/lines/decide";
import type { LineParts } from "./parts.ts";
import { type AttemptRow, isDrill } from "./rows.ts";
import { dial } from "./dial.ts";
import { displaceDrill, withoutDrills } from "./displace-drill.ts";
import { waitsToGather } from "./gather.ts";
import { joinCall } from "./join-call.ts";
import { type Route, withLeg } from "./pick-route.ts";
import type { Departure } from "./route-results.ts";

/**
 * Decides what a number does next and does it. Safe to call at any moment: after an attempt came, a call ended or a
 * timer fired. Everything it decides is committed before anything is dialled.
 * @param route where a call that begins now goes, when that is known already
 */
export function takeTurn(parts: LineParts, number: string, route: (Route & Departure) | null = null): void {
  if (waitsToGather(parts, number, `line:${number}`)) return;
  const now = Date.now();
  const live = parts.store.liveCall(number);
  const isTest = live !== null && isDrill(parts.store.liveOf(live.call_id));
  const all = parts.store.waiting(number).filter((attempt) => !parts.joining.has(attempt.attempt_id));
  const hasAlert = (live !== null && !isTest) || all.some(({ order }) => order.drill !== true);
  const waiting = hasAlert ? withoutDrills(parts, all) : all;
  const decision = decideLine(
    parts.history.state(number, live, isTest),
    waiting.map(({ order, not_before }) => ({
      attemptId: order.attempt_id,
      organizationId: order.organization_id,
      severity: order.severity,
      ignoreCooldown: order.ignore_cooldown,
      notBefore: not_before,
      since: order.since,
      drill: order.drill === true,
    })),
    now,
  );
  switch (decision.kind) {
    case "idle":
      return parts.timers.clear(`line:${number}`);
    case "hold":
      if (decision.until !== null) parts.timers.set(`line:${number}`, decision.until);
      return holdAll(parts, waiting, decision.reason, decision.until, now);
    case "displace":
      holdAll(parts, waiting, "line_busy", null, now);
      return displaceDrill(parts, decision.callId);
    case "join":
      return parts.detach(
        "join a ringing call",
        joinCall(parts, decision.callId, number, decision.attemptIds),
      );
    case "start":
      return startCall(
        parts,
        number,
        waiting.filter((attempt) => decision.attemptIds.includes(attempt.attempt_id)),
        now,
        route,
      );
  }
}

/** Says once why an attempt waits. A held attempt reports under its own id, since it has no call yet. */
function holdAll(
  parts: LineParts,
  waiting: AttemptRow[],
  reason: NonNullable<AttemptRow["hold"]>,
  until: number | null,
  now: number,
): void {
  for (const attempt of waiting.filter((candidate) => candidate.hold !== reason)) {
    parts.store.hold(attempt.attempt_id, reason, now);
    const report = {
      call_id: attempt.attempt_id,
      attempt_ids: [attempt.attempt_id],
      seq: now,
      at: now,
      fact: { kind: "held", reason, until } as const,
    };
    parts.detach(
      "say why an attempt waits",
      parts.env.DESK.getByName(attempt.order.desk).callReports([report]),
    );
  }
}

function startCall(
  parts: LineParts,
  number: string,
  attempts: AttemptRow[],
  now: number,
  route: (Route & Departure) | null,
): void {
  const first = attempts[0];
  if (first === undefined) return;
  const callId = createId("call");
  if (route !== null) parts.results.depart(callId, route);
  parts.commit(() => {
    parts.store.addCall(callId, number, first.order.organization_id, now);
    for (const attempt of attempts) parts.store.attach(attempt.attempt_id, callId, now);
    const call = route === null ? null : parts.store.call(callId);
    if (call !== null && route !== null) parts.store.saveCall(withLeg(call, route));
    parts.timers.set(`dial:${callId}`, now + 5_000);
    parts.timers.clear(`line:${number}`);
  });
  parts.detach("dial", dial(parts, callId));
}
