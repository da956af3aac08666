import type { Outcome } from "@callping/domain/calls/outcomes";
import { stopped } from "@callping/domain/caps/stop";
import type { Verdict } from "@callping/domain/calls/call-state";
import type { AlertEvent, CallFact } from "@callping/domain/alerts/events";
import type { StoredAlert } from "./alert-store.ts";
import type { CallRecord } from "../desk-protocol.ts";
import type { CallReport } from "../protocol.ts";
import { commitStep, stepStored } from "./apply.ts";
import { newCallRecord, withReport } from "./call-record.ts";
import type { DeskParts } from "./parts.ts";
import { iso } from "./views.ts";
import type { StoredCode } from "./code-store.ts";
import { codeIdOf, commitCode, judgeCodeKey } from "./codes.ts";
import type { StoredDrill } from "./drill-store.ts";
import { commitDrill, drillIdOf } from "./drills.ts";
import { phoneOfCode } from "./errands.ts";
import { countCall, noteRefused } from "./stop-call.ts";
import { judgeDrillKey, judgeKey } from "./judge-key.ts";

/** A line ends a call so for one reason alone. */
const HELD_BY_PREFIX = stopped("prefix_velocity");
/** Ends of calls that were never dialled. */
const UNDIALLED: ReadonlySet<Outcome> = new Set(["capped", "no_permitted_route", "cancelled"]);

/**
 * Facts from PhoneLines about attempts of this Desk. Durable when it returns; known sequence numbers are dropped.
 * A key that asks something is committed before its verdict is given; one that comes again gets the same verdict.
 */
export function takeCallReports(
  parts: DeskParts,
  reports: readonly CallReport[],
): { seq: number; verdict?: Verdict } {
  let verdict: Verdict | undefined;
  let seq = 0;
  parts.commit(() => {
    for (const report of reports) {
      seq = Math.max(seq, report.seq);
      const known = report.seq <= parts.calls.lastSeq(report.call_id) || isToldAgain(parts, report);
      verdict =
        (known ? parts.calls.verdict(report.call_id, report.seq) : takeReport(parts, report)) ?? verdict;
    }
  });
  parts.detach("deliver", parts.deliver());
  return verdict === undefined ? { seq } : { seq, verdict };
}

/** What a line's crash forgot that it had told comes again from its PBX, under a number of its own. */
function isToldAgain(parts: DeskParts, { call_id, at, fact }: CallReport): boolean {
  const record = parts.calls.record(call_id);
  if (record === null) return false;
  if (fact.kind === "ringing") return record.ringing_at === iso(at);
  return (
    fact.kind === "spoken" && record.spoken.some((one) => one.at === iso(at) && one.words === fact.words)
  );
}

function takeReport(parts: DeskParts, report: CallReport): Verdict | undefined {
  const { fact } = report;
  if (isCall(report) || fact.kind === "ended")
    for (const attemptId of report.attempt_ids) parts.caps.settle(attemptId);
  const drills = report.attempt_ids.flatMap((attemptId) => applyToDrill(parts, attemptId, report));
  const codes = report.attempt_ids.flatMap((attemptId) => applyToCode(parts, attemptId, report));
  const touched = report.attempt_ids.flatMap((attemptId) => {
    const stored = parts.alerts.byId(alertIdOf(attemptId));
    return stored === null ? [] : [{ attemptId, before: stored }];
  });
  applyReport(parts, touched, report);
  const after = touched.map(({ before }) => parts.alerts.byId(before.alert.id) ?? before);
  noteCall(
    parts,
    report,
    touched.map(({ before }) => before),
    drills,
    codes,
  );
  if (report.fact.kind !== "key") return undefined;
  const { meaning } = report.fact;
  const [drill] = drills;
  const [code] = codes;
  const ofAlerts = (): Verdict => judgeKey(parts, meaning, touched, after);
  const verdict =
    code !== undefined
      ? judgeCodeKey(parts, meaning, code)
      : drill === undefined
        ? ofAlerts()
        : judgeDrillKey(parts, meaning, drill);
  parts.calls.keepVerdict(report.call_id, report.seq, verdict);
  return verdict;
}

function applyToDrill(parts: DeskParts, attemptId: string, report: CallReport): StoredDrill[] {
  const drillId = drillIdOf(attemptId);
  const stored = drillId === null ? null : parts.drills.byId(drillId);
  if (stored === null) return [];
  const { call_id: callId, at } = report;
  return [
    commitDrill(parts, stored, { kind: "call", attemptId, callId, at, fact: toDomain(report, attemptId) }),
  ];
}

function applyToCode(parts: DeskParts, attemptId: string, report: CallReport): StoredCode[] {
  const codeId = codeIdOf(attemptId);
  const stored = codeId === null ? null : parts.codes.byId(codeId);
  if (stored === null) return [];
  const { call_id: callId, at } = report;
  const fact = toDomain(report, attemptId);
  return [commitCode(parts, stored, { kind: "call", attemptId, callId, at, fact })];
}

/** Attempt ids are made of their alert's: `att_<ulid>-<n>`. */
function alertIdOf(attemptId: string): string {
  return `alr_${attemptId.slice("att_".length).split("-")[0] ?? ""}`;
}

/**
 * Two people may share a telephone: then a report is about two attempts of one alert. The second is applied to what the
 * first has left, and a key that was pressed once counts once.
 */
function applyReport(
  parts: DeskParts,
  touched: readonly { attemptId: string; before: StoredAlert }[],
  report: CallReport,
): void {
  const told = new Set<string>();
  for (const { attemptId, before } of touched) {
    const { id } = before.alert;
    if (report.fact.kind === "key" && told.has(id)) continue;
    told.add(id);
    const fact = toDomain(report, attemptId);
    const event: AlertEvent = { kind: "call", attemptId, callId: report.call_id, at: report.at, fact };
    const stored = parts.alerts.byId(id) ?? before;
    commitStep(parts, stored, stepStored(parts, stored, event));
  }
}

function toDomain({ call_id, fact }: CallReport, attempt_id: string): CallFact {
  switch (fact.kind) {
    case "held":
      return fact;
    case "key":
      return { kind: "key", digit: fact.digit, meaning: fact.meaning };
    case "ended":
      return {
        ...(fact.outcome === "capped" && { refused: HELD_BY_PREFIX }),
        kind: "ended",
        outcome: fact.outcome,
        sipCode: fact.sip_code,
        cause: fact.cause,
        durationMs: fact.duration_ms,
      };
    case "placed": {
      const { kind: _kind, ...leg } = fact;
      return { kind: "note", fact: { kind: "call_placed", data: { attempt_id, call_id, ...leg } } };
    }
    case "leg_failed": {
      const { kind, ...data } = fact;
      return { kind: "note", fact: { kind, data: { attempt_id, call_id, ...data } } };
    }
    case "ringing": {
      const { kind, ...data } = fact;
      return { kind: "note", fact: { kind, data: { attempt_id, call_id, ...data } } };
    }
    case "answered": {
      const { kind, ...data } = fact;
      return { kind: "note", fact: { kind, data: { attempt_id, call_id, ...data } } };
    }
    case "spoken": {
      const { kind, ...data } = fact;
      return { kind: "note", fact: { kind, data: { attempt_id, call_id, ...data } } };
    }
  }
}

/** Keeps `call_logs`. What was held has no call yet and leaves only its sequence number. */
function noteCall(
  parts: DeskParts,
  report: CallReport,
  alerts: readonly StoredAlert[],
  drills: readonly StoredDrill[],
  codes: readonly StoredCode[],
): void {
  const known = parts.calls.record(report.call_id);
  const record = known ?? (isCall(report) ? freshRecord(parts, report, alerts, drills, codes) : null);
  if (known === null && record !== null) noteSpent(parts, record, report, alerts, codes);
  const next =
    record === null
      ? null
      : withReport(
          // An alert that took a drill's call over is what the call is for.
          { ...record, request_id: record.request_id || (alerts[0]?.requestId ?? "") },
          alerts.map(({ alert }) => alert.id),
          report,
        );
  parts.calls.save(
    report.call_id,
    report.seq,
    next,
    report.fact.kind === "ended" || !isCall(report) ? Date.now() : null,
  );
  if (next !== null) parts.outbox.add("call", report.call_id);
  if (report.fact.kind === "ended") parts.outbox.hurry();
}

/** A call's first line: it is counted, or nobody was dialled since too many of its prefix were. */
function noteSpent(
  parts: DeskParts,
  { phone_id }: CallRecord,
  { fact }: CallReport,
  [alert]: readonly StoredAlert[],
  [code]: readonly StoredCode[],
): void {
  const known = parts.snapshots.get()?.phones.find(({ id }) => id === phone_id);
  const phone = code === undefined ? known : phoneOfCode(code.call);
  if (phone === undefined) return;
  const now = Date.now();
  if (fact.kind !== "ended" || !UNDIALLED.has(fact.outcome)) countCall(parts, phone.number, now);
  else if (fact.outcome === "capped") noteRefused(parts, HELD_BY_PREFIX, phone, alert?.alert.id ?? "", now);
}

function isCall({ call_id }: CallReport): boolean {
  return call_id.startsWith("cal_");
}

function freshRecord(
  parts: DeskParts,
  report: CallReport,
  [alert]: readonly StoredAlert[],
  [drill]: readonly StoredDrill[],
  [code]: readonly StoredCode[],
): CallRecord | null {
  const attempt = alert?.alert.run.attempts.find(({ id }) => report.attempt_ids.includes(id));
  const phoneId = attempt?.phoneId ?? drill?.drill.phoneId;
  const snapshot = parts.snapshots.get();
  const phone =
    code === undefined ? snapshot?.phones.find(({ id }) => id === phoneId) : phoneOfCode(code.call);
  if (snapshot === null || phone === undefined) return null;
  return newCallRecord(report.call_id, report.at, {
    organizationId: snapshot.organization.id,
    requestId: alert?.requestId ?? "",
    drillId: drill?.drill.id ?? null,
    codeCallId: code?.call.id,
    phone,
  });
}
