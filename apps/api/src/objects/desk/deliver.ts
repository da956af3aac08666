import { wordsNeeded } from "@callping/domain/calls/own-words";
import type { Outcome } from "@callping/domain/calls/outcomes";
import { lineOf, numberDigest } from "../../services/suppression/number-digest.ts";
import { OPERATORS_DESK, OPERATORS_ID } from "../../services/watch/operators.ts";
import type { SnapshotPhone } from "../desk-protocol.ts";
import type { AttemptOrder } from "../protocol.ts";
import type { PhoneLine } from "../phone-line/phone-line.ts";
import type { Delivery } from "./deliveries.ts";
import { codeIdOf } from "./codes.ts";
import { drillIdOf } from "./drills.ts";
import { codeErrand, type CommonOrder, drillErrand, type Errand, errandOf } from "./errands.ts";
import type { DeskParts } from "./parts.ts";
import { type CallStop, noteRefused, stopOrGo } from "./stop-call.ts";

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
  const errand = findErrand(parts, delivery);
  if (errand === null) return;
  // Ordered for a number that its phone has no more.
  if (delivery.phone_id.startsWith("+")) return withdraw(parts, delivery, delivery.phone_id);
  const phones = parts.snapshots.get()?.phones ?? [];
  const phone = errand.phone ?? phones.find((candidate) => candidate.id === delivery.phone_id);
  // Nothing will ever ring it: its plan goes on to the next person at once.
  if (phone === undefined) return delivery.kind === "dial" ? errand.end("no_permitted_route") : errand.lost();
  const line = lineOf(parts.env, numberDigest(parts.env, phone.number));
  switch (delivery.kind) {
    case "dial":
      return dialAttempt(parts, errand, delivery, phone, line);
    case "withdraw":
      return withdraw(parts, delivery, phone.number);
    case "inquire": {
      const status = await line.attemptStatus(delivery.attempt_id);
      if (status === "unknown") return errand.lost();
      return typeof status === "object" ? errand.end(status.outcome) : undefined;
    }
  }
}

async function withdraw(parts: DeskParts, { attempt_id }: Delivery, number: string): Promise<void> {
  await lineOf(parts.env, numberDigest(parts.env, number)).withdraw(attempt_id);
  parts.caps.settle(attempt_id);
}

function findErrand(parts: DeskParts, delivery: Delivery): Errand | null {
  if (drillIdOf(delivery.alert_id) !== null) return drillErrand(parts, delivery);
  return codeIdOf(delivery.alert_id) === null ? errandOf(parts, delivery) : codeErrand(parts, delivery);
}

async function dialAttempt(
  parts: DeskParts,
  errand: Errand,
  delivery: Delivery,
  phone: SnapshotPhone,
  line: DurableObjectStub<PhoneLine>,
): Promise<void> {
  const unlessTaken = (outcome: Outcome): Promise<void> =>
    endUnlessTaken(parts, errand, delivery, line, outcome);
  if (!errand.isDue()) return unlessTaken("cancelled");
  // Decided at the moment of the call: who objected or switched a phone off since is not rung.
  const objected = phone.objected === true || parts.objections.has(phone.number);
  if (objected && errand.overridesObjection !== true) return unlessTaken("opted_out");
  if (!phone.enabled || !phone.verified) return unlessTaken("no_permitted_route");
  const order = errand.order();
  const decision = stopOrGo(parts, delivery, phone, order.severity, Date.now());
  if ("stop" in decision) return stopUnlessTaken(parts, errand, delivery, phone, line, decision.stop);
  const isNew = decision.go.isNew && { new_number: true };
  const common = commonOrder(parts, delivery.attempt_id, phone);
  const own = ownWordsOf(parts, common, order);
  const answer = await line.accept({ ...common, ...order, ...own, ...isNew });
  if (answer.accepted) return;
  parts.caps.settle(delivery.attempt_id);
  // Its line knows more than the snapshot: plans pass the phone over until the next one comes.
  parts.objections.add(phone.number);
  errand.end("opted_out");
}

/** The same for a call that may not be made: that it was not, and why, is one commit. */
async function stopUnlessTaken(
  parts: DeskParts,
  errand: Errand,
  { attempt_id, alert_id }: Delivery,
  phone: SnapshotPhone,
  line: DurableObjectStub<PhoneLine>,
  { outcome, refused }: CallStop,
): Promise<void> {
  if ((await line.attemptStatus(attempt_id)) !== "unknown") return;
  parts.caps.settle(attempt_id);
  parts.commit(() => {
    noteRefused(parts, refused, phone, alert_id, Date.now());
    errand.end(outcome, refused);
  });
}

/** A delivery that is made again may concern a call that is on, or over: then its line says how it ended, not we. */
async function endUnlessTaken(
  parts: DeskParts,
  errand: Errand,
  { attempt_id }: Delivery,
  line: DurableObjectStub<PhoneLine>,
  outcome: Outcome,
): Promise<void> {
  if ((await line.attemptStatus(attempt_id)) !== "unknown") return;
  // An earlier try may have been on its way: what is not made is not expected either.
  parts.caps.settle(attempt_id);
  errand.end(outcome);
}

/** Of the organization's own words those that this order needs: it is stored, and the whole list may have 24 kB. */
function ownWordsOf(
  parts: DeskParts,
  { organization_name }: CommonOrder,
  { title, speech }: Pick<AttemptOrder, "title" | "speech">,
): Pick<AttemptOrder, "pronunciations"> {
  const all = parts.snapshots.get()?.organization.pronunciations;
  if (all === undefined) return {};
  const needed = wordsNeeded(all, [organization_name, title, ...Object.values(speech?.values ?? {})]);
  return needed === null ? {} : { pronunciations: needed };
}

/** What an order says whatever it is for. */
function commonOrder(parts: DeskParts, attemptId: string, phone: SnapshotPhone): CommonOrder {
  const organization = parts.snapshots.get()?.organization;
  return {
    attempt_id: attemptId,
    desk: parts.name,
    organization_id: organization?.id ?? (parts.name === OPERATORS_DESK ? OPERATORS_ID : ""),
    organization_name: organization?.name ?? "",
    key_map: organization?.key_map ?? "default",
    ...(organization?.eu_only === true && { eu_only: true }),
    phone: {
      phone_id: phone.id,
      member_id: phone.member_id,
      label: phone.label,
      number: phone.number,
      language: phone.language,
    },
  };
}
