import type { Severity } from "@callping/domain/alerts/severity";
import { checkCallable } from "@callping/domain/caps/check-callable";
import { decideCap } from "@callping/domain/caps/decide-cap";
import { isFree, limitsFor, unitsOf } from "@callping/domain/caps/limits";
import { stopped, type StopReason } from "@callping/domain/caps/stop";
import type { CallableNumber, NumberContext } from "@callping/domain/numbers/check-number";
import { maskNumber } from "@callping/domain/numbers/mask";
import type { Outcome } from "@callping/domain/calls/outcomes";
import type { SnapshotPhone } from "../desk-protocol.ts";
import type { OnItsWay } from "./cap-store.ts";
import type { Delivery } from "./deliveries.ts";
import type { DeskParts } from "./parts.ts";

/** So long after its first call a number counts as new where calls to a range of numbers are counted. */
const NEW_FOR_MS = 24 * 3600 * 1000;

/** Why a call is not made, and how its attempt ends. */
export interface CallStop {
  outcome: Extract<Outcome, "capped" | "bad_number" | "no_permitted_route">;
  refused: { reason: string; message: string };
}

/** What of a call is settled once it may go. */
export interface CallGo {
  /** Its number is new to the organization: the Fleet counts it with others that begin alike. */
  isNew: boolean;
}

/**
 * The last question before a call, asked of what this Desk holds: the number, its country, the day's caps and whether the
 * organization's calls are stopped. What may go is on its way from here on.
 */
export function stopOrGo(
  parts: DeskParts,
  { attempt_id }: Delivery,
  phone: SnapshotPhone,
  severity: Severity,
  now: number,
): { stop: CallStop } | { go: CallGo } {
  const organization = parts.snapshots.get()?.organization;
  if (organization?.calls_stopped === true) return { stop: capped("calls_stopped") };
  const checked = checkCallable(phone.number, contextOf(parts, now), organization?.countries);
  if (!checked.ok) {
    const { reason } = checked.error;
    console.error("a saved number may not be called", phone.id, reason);
    const outcome = reason.startsWith("country_") ? "no_permitted_route" : "bad_number";
    return { stop: { outcome, refused: checked.error } };
  }
  const call = toCall(parts, phone.number, checked);
  const limits = limitsFor(checked, organization?.limits);
  if (limits !== null && !parts.caps.isExpected(phone.number)) {
    const used = parts.caps.used(now, () => ordered(parts, now));
    const cap = decideCap(limits, used, { ...call, critical: severity === "critical" });
    if (cap !== null) return { stop: capped(cap) };
  }
  parts.caps.expect(attempt_id, call);
  const first = parts.caps.firstRung(phone.number);
  return { go: { isNew: !isFree(checked) && (first === null || first > now - NEW_FOR_MS) } };
}

export function capped(reason: StopReason): CallStop {
  return { outcome: "capped", refused: stopped(reason) };
}

/** Writes down that a call was not made. Inside the commit that ends its attempt. */
export function noteRefused(
  parts: DeskParts,
  { reason }: CallStop["refused"],
  phone: Pick<SnapshotPhone, "id" | "number">,
  alertId: string,
  now: number,
): void {
  const id = parts.refusals.add(
    {
      reason,
      phoneId: phone.id,
      numberMasked: maskNumber(phone.number),
      alertId: alertId.startsWith("alr_") ? alertId : null,
    },
    now,
  );
  parts.outbox.add("refusal", id);
  parts.outbox.hurry();
}

/** A call has been heard of for the first time: from here on it is counted. Inside the commit that writes it down. */
export function countCall(parts: DeskParts, number: string, now: number): void {
  const checked = checkCallable(number, contextOf(parts, now), undefined);
  const limits = checked.ok ? limitsFor(checked, parts.snapshots.get()?.organization.limits) : null;
  if (checked.ok && limits !== null) parts.caps.count(number, unitsOf(checked), now);
}

/** What this Desk knows of the safety net and of what operators refuse. */
export function contextOf(parts: DeskParts, now: number): NumberContext {
  const fictionAllowed = parts.env.DEPLOYMENT === "local";
  return { ...parts.policy.current(now), fictionAllowed, browserAllowed: true };
}

function toCall(parts: DeskParts, number: string, checked: CallableNumber): OnItsWay {
  return { number, units: unitsOf(checked), isNew: parts.caps.firstRung(number) === null };
}

/** After a crash: attempts that were handed over and have no call yet. */
function* ordered(parts: DeskParts, now: number): Generator<[string, OnItsWay]> {
  const phones = new Map(parts.snapshots.get()?.phones.map(({ id, number }) => [id, number]));
  const undecided = parts.deliveries.undecided();
  for (const { alert } of parts.alerts.live(now))
    for (const { id, state, callId, phoneId } of alert.run.attempts) {
      const number = phones.get(phoneId);
      const waits = state === "live" && (callId === null || callId === id) && !undecided.has(id);
      if (!waits || number === undefined) continue;
      const checked = checkCallable(number, contextOf(parts, now), undefined);
      if (checked.ok) yield [id, toCall(parts, number, checked)];
    }
}
