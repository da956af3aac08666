import type { Alert, Attempt } from "@callping/domain/alerts/alert";
import { mayRing } from "@callping/domain/alerts/attempts";
import type { Outcome } from "@callping/domain/calls/outcomes";
import { checkNumber } from "@callping/domain/numbers/check-number";
import type { Env } from "../../env.ts";
import { hmac } from "../../services/credentials/hmac.ts";
import type { SnapshotPhone } from "../desk-protocol.ts";
import { HOME_REGION, phoneLineName } from "../names.ts";
import type { PhoneLine } from "../phone-line/phone-line.ts";
import type { AttemptOrder } from "../protocol.ts";
import { applyToAlert } from "./apply.ts";
import type { Delivery } from "./deliveries.ts";
import type { DeskParts } from "./parts.ts";
import { silencesOf } from "./silences.ts";

/** Carries out what the state machine decided. Several at once; each is deleted only when its PhoneLine has it. */
export async function deliverDue(parts: DeskParts): Promise<void> {
  const claimed = parts.deliveries.claim(Date.now());
  const byAttempt = Map.groupBy(claimed, (delivery) => delivery.attempt_id);
  await Promise.all([...byAttempt.values()].map((deliveries) => deliverInOrder(parts, deliveries)));
}

async function deliverInOrder(parts: DeskParts, deliveries: readonly Delivery[]): Promise<void> {
  for (const delivery of deliveries) {
    try {
      await deliverOne(parts, delivery);
      parts.deliveries.done(delivery.id);
    } catch (error) {
      console.warn(
        "a PhoneLine did not take a delivery; it is made again",
        delivery.kind,
        delivery.attempt_id,
        String(error),
      );
      return;
    }
  }
}

async function deliverOne(parts: DeskParts, delivery: Delivery): Promise<void> {
  const stored = parts.alerts.byId(delivery.alert_id);
  const phone = parts.snapshots.get()?.phones.find((candidate) => candidate.id === delivery.phone_id);
  const lost = (): void =>
    applyToAlert(parts, delivery.alert_id, { kind: "attempt_lost", attemptId: delivery.attempt_id });
  if (stored === null) return;
  if (phone === undefined) return lost();
  const line = await lineOf(parts.env, phone.number);
  switch (delivery.kind) {
    case "dial":
      return dialAttempt(parts, stored.alert, delivery, phone, line);
    case "withdraw":
      return line.withdraw(delivery.attempt_id);
    case "inquire": {
      const status = await line.attemptStatus(delivery.attempt_id);
      if (status === "unknown") return lost();
      return typeof status === "object" ? endAttempt(parts, delivery, status.outcome) : undefined;
    }
  }
}

async function dialAttempt(
  parts: DeskParts,
  alert: Alert,
  delivery: Delivery,
  phone: SnapshotPhone,
  line: DurableObjectStub<PhoneLine>,
): Promise<void> {
  const silences = silencesOf(parts.snapshots.get(), alert.endpointId, Date.now());
  const attempt = alert.run.attempts.find((candidate) => candidate.id === delivery.attempt_id);
  if (attempt?.state !== "live" || !mayRing(alert, attempt, silences))
    return endUnlessTaken(parts, delivery, line, "cancelled");
  // Decided at the moment of the call: who objected or switched a phone off since is not rung.
  if (parts.objections.has(phone.number)) return endUnlessTaken(parts, delivery, line, "opted_out");
  if (!phone.enabled || !phone.verified) return endUnlessTaken(parts, delivery, line, "no_permitted_route");
  const checked = checkNumber(phone.number, { fictionAllowed: parts.env.DEPLOYMENT === "local" });
  if (!checked.ok) {
    console.error("a saved number does not pass the safety net any more", phone.id, checked.error.reason);
    return endAttempt(parts, delivery, "bad_number");
  }
  const answer = await line.accept(orderFor(parts, alert, attempt, phone));
  if (!answer.accepted) endAttempt(parts, delivery, "failed");
}

/** A delivery that is made again may concern a call that is on, or over: then its line says how it ended, not we. */
async function endUnlessTaken(
  parts: DeskParts,
  delivery: Delivery,
  line: DurableObjectStub<PhoneLine>,
  outcome: Outcome,
): Promise<void> {
  if ((await line.attemptStatus(delivery.attempt_id)) === "unknown") endAttempt(parts, delivery, outcome);
}

function orderFor(parts: DeskParts, alert: Alert, attempt: Attempt, phone: SnapshotPhone): AttemptOrder {
  const organization = parts.snapshots.get()?.organization;
  return {
    attempt_id: attempt.id,
    desk: parts.name,
    organization_id: organization?.id ?? "",
    organization_name: organization?.name ?? "",
    alert_id: alert.id,
    phone: {
      phone_id: phone.id,
      member_id: phone.member_id,
      label: phone.label,
      number: phone.number,
      language: phone.language,
    },
    ring_seconds: alert.plan.ringSeconds,
    ignore_cooldown: attempt.redial,
    severity: alert.severity,
    title: alert.title,
    message: alert.message,
    test: alert.test,
    since: alert.createdAt,
    key_map: organization?.key_map ?? "default",
    ...(attempt.purpose === "reconfirm" && { reconfirm: true }),
  };
}

function endAttempt(parts: DeskParts, delivery: Delivery, outcome: Outcome): void {
  const fact = { kind: "ended", outcome, sipCode: null, cause: null, durationMs: 0 } as const;
  applyToAlert(parts, delivery.alert_id, {
    kind: "call",
    attemptId: delivery.attempt_id,
    callId: delivery.attempt_id,
    at: Date.now(),
    fact,
  });
}

async function lineOf(env: Env, number: string): Promise<DurableObjectStub<PhoneLine>> {
  const digest = await hmac(env.NUMBER_HASH_KEY, number);
  return env.PHONE_LINE.getByName(phoneLineName(HOME_REGION, env.DEPLOYMENT, digest[0] ?? 0));
}
