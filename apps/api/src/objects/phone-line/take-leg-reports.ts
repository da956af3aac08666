import { isTrunkFailure } from "@callping/domain/calls/outcomes";
import type { LegReport, LegReportAnswer } from "../protocol.ts";
import { dial } from "./dial.ts";
import { endCall } from "./end-call.ts";
import { notePlaced } from "./note-placed.ts";
import { nameTheFaster } from "./name-the-faster.ts";
import type { LineParts } from "./parts.ts";
import { type CallRow, legOf } from "./rows.ts";
import type { SuppressionOrder } from "../suppression-protocol.ts";
import { followSuppression, writeSuppression } from "./suppress.ts";

/**
 * Takes what a PbxLink says of one leg. Known sequence numbers are dropped. The answer comes once the facts are durable
 * here, and for a key once the Desks have committed it: a key that comes again gets the verdict that it had.
 */
export async function takeLegReports(
  parts: LineParts,
  reports: readonly LegReport[],
): Promise<LegReportAnswer> {
  const last = reports[reports.length - 1];
  if (last === undefined) return { seq: 0 };
  let asked = false;
  for (const report of reports) {
    const call = parts.store.callOfLeg(report.leg_id);
    asked ||= call !== null && report.fact.kind === "key";
    if (call === null || report.seq <= call.leg_seq || call.phase === "ended") continue;
    // Whatever is told of a leg, its PBX has it; that it said so may have died with the runtime.
    notePlaced(parts, call.call_id, report.leg_id, report.at);
    takeOne(parts, { ...(parts.store.call(call.call_id) ?? call), leg_seq: report.seq }, report);
  }
  if (!asked) {
    parts.reports.drainSoon(last.call_id);
    return { seq: last.seq };
  }
  if (isObjection(parts, reports)) {
    // It is recorded, whether or not a Desk can be reached to hear of it.
    parts.reports.drainSoon(last.call_id);
    return { seq: last.seq, verdict: { recorded: true, meaning: "opt_out", already_by: null } };
  }
  await parts.reports.drain(last.call_id);
  const verdict = parts.reports.verdict(last.call_id);
  if (verdict === undefined) return { seq: last.seq };
  return { seq: last.seq, verdict: await nameTheFaster(parts, last.call_id, verdict) };
}

/** Whether the last key is an objection that holds: also when it is told again after a crash. */
function isObjection({ store, suppressions }: LineParts, reports: readonly LegReport[]): boolean {
  const key = reports.findLast(({ fact }) => fact.kind === "key");
  const call = key === undefined ? null : store.callOfLeg(key.leg_id);
  if (call === null || key?.fact.kind !== "key" || key.fact.meaning !== "opt_out") return false;
  return suppressions.isSaidIn(call.number, call.call_id);
}

function takeOne(parts: LineParts, call: CallRow, report: LegReport): void {
  const { fact, at } = report;
  const leg = legOf(call);
  if (leg === null) return;
  const attempts = parts.store.liveOf(call.call_id);
  switch (fact.kind) {
    case "ringing":
      noteLater(parts, { ...call, phase: "ringing", ringing_at: call.ringing_at ?? at });
      return parts.reports.addLater(call.call_id, attempts, at, { ...fact, ...leg });
    case "answered":
      return commit(parts, { ...call, phase: "answered", answered_at: at }, () =>
        parts.reports.add(call.call_id, attempts, at, {
          kind: "answered",
          ring_ms: at - (call.placed_at ?? call.started_at),
          ...leg,
        }),
      );
    case "spoken":
      noteLater(parts, call);
      return parts.reports.addLater(call.call_id, attempts, at, fact);
    case "key":
      return takeKey(parts, call, at, fact);
    case "ended":
      return takeEnd(parts, call, report.at, fact);
  }
}

/** That it rings and what was said is worth no commit: a crash forgets it, and the call goes on all the same. */
function noteLater(parts: LineParts, call: CallRow): void {
  parts.store.saveCallLater(call);
  parts.timers.clear(`silence:${call.call_id}`);
}

function commit<T>(parts: LineParts, call: CallRow, alsoWrite: () => T): T {
  return parts.commit(() => {
    parts.store.saveCall(call);
    parts.timers.clear(`silence:${call.call_id}`);
    return alsoWrite();
  });
}

/** An objection is this line's to record, in the commit of its key: it holds whatever becomes of the Desk or of D1. */
function takeKey(
  parts: LineParts,
  call: CallRow,
  at: number,
  fact: Extract<LegReport["fact"], { kind: "key" }>,
): void {
  const objected = commit(parts, call, () => {
    parts.reports.forgetVerdict(call.call_id);
    parts.reports.add(call.call_id, parts.store.liveOf(call.call_id), at, fact);
    return fact.meaning === "opt_out" ? writeSuppression(parts, objectionIn(call)) : null;
  });
  if (objected !== null) followSuppression(parts, objected);
}

/** Whoever answered wants no more calls of this organization. */
function objectionIn({ number, organization_id: scope, call_id }: CallRow): SuppressionOrder {
  return { number, scope, active: true, how: "call", by: null, reason: null, call_id };
}

/** A trunk that failed before the answer is CallPing's problem: another route. Anything else ends the call. */
function takeEnd(
  parts: LineParts,
  call: CallRow,
  at: number,
  end: Extract<LegReport["fact"], { kind: "ended" }>,
): void {
  const leg = legOf(call);
  const { sip_code, cause } = end;
  const silenced = end.outcome === "cancelled" && call.leg_state === "silenced" && call.stopping === 0;
  const outcome = silenced ? "trunk_silent" : end.outcome;
  const mayRetry = call.answered_at === null && call.stopping === 0;
  const anotherRoute =
    mayRetry &&
    (isTrunkFailure(outcome) ||
      (outcome === "bad_number" && call.tried.every((route) => route.refused === true)));
  if (leg === null || !anotherRoute) return endCall(parts, call, { outcome, sip_code, cause }, at);
  parts.results.note(call, outcome, at);
  const now = Date.now();
  const tried = [...call.tried, { pbx_id: leg.pbx_id, trunk_id: leg.trunk_id }];
  parts.commit(() => {
    parts.store.saveCall({
      ...call,
      phase: "initiated",
      leg_id: null,
      pbx_id: null,
      trunk_id: null,
      leg_state: null,
      leg_seq: 0,
      tried,
      last_failure: { outcome, sip_code, cause },
    });
    parts.timers.clear(`silence:${call.call_id}`);
    parts.timers.clear(`watch:${call.call_id}`);
    parts.timers.set(`dial:${call.call_id}`, now + 5_000);
    parts.reports.add(call.call_id, parts.store.liveOf(call.call_id), at, {
      kind: "leg_failed",
      outcome,
      sip_code,
      cause,
      ...leg,
    });
  });
  parts.detach("try another route", dial(parts, call.call_id));
}
