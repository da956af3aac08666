import { mayRing } from "@callping/domain/alerts/attempts";
import type { Refused } from "@callping/domain/alerts/timeline";
import type { Outcome } from "@callping/domain/calls/outcomes";
import type { CodeCall } from "@callping/domain/code-calls/code-call";
import type { SnapshotPhone } from "../desk-protocol.ts";
import type { AttemptOrder } from "../protocol.ts";
import { applyToAlert } from "./apply.ts";
import { commitCode } from "./codes.ts";
import type { Delivery } from "./deliveries.ts";
import { commitDrill } from "./drills.ts";
import type { DeskParts } from "./parts.ts";
import { silencesOf } from "./silences.ts";

/** What an order says whatever it is for: whose it is and which phone it rings. */
export type CommonOrder = Pick<
  AttemptOrder,
  "attempt_id" | "desk" | "organization_id" | "organization_name" | "key_map" | "phone" | "eu_only"
>;

/** What a delivery is about: an alert, a drill or a code call. */
export interface Errand {
  /** Whether the attempt is still to be rung, at the moment of the call. */
  isDue: () => boolean;
  order: () => Omit<AttemptOrder, keyof CommonOrder>;
  /** The attempt ended before there was a call. */
  end: (outcome: Outcome, refused?: Refused) => void;
  /** Nobody knows the attempt. */
  lost: () => void;
  /** Whom a code call rings: its number need not be one of the organization's, nor proven. */
  phone?: SnapshotPhone;
  /** It goes to the line of a number that has objected, too, which decides. */
  overridesObjection?: true;
}

/** How long a drill rings. */
const DRILL_RING_SECONDS = 25;

/** `null` when the alert is gone. */
export function errandOf(parts: DeskParts, { alert_id, attempt_id }: Delivery): Errand | null {
  const stored = parts.alerts.byId(alert_id);
  if (stored === null) return null;
  const { alert } = stored;
  const attempt = alert.run.attempts.find((candidate) => candidate.id === attempt_id);
  return {
    isDue: () => {
      const silences = silencesOf(parts.snapshots.get(), alert.endpointId, Date.now());
      return attempt?.state === "live" && mayRing(alert, attempt, silences);
    },
    order: () => ({
      alert_id,
      ring_seconds: ringSecondsOf(parts, attempt?.phoneId) ?? alert.plan.ringSeconds,
      ignore_cooldown: attempt?.redial ?? false,
      severity: alert.severity,
      title: alert.title,
      message: alert.message,
      test: alert.test,
      since: alert.createdAt,
      ...(attempt?.purpose === "reconfirm" && { reconfirm: true }),
      ...((alert.run.pass > 1 || alert.run.woken === true) && { still: true }),
      ...(alert.speech !== undefined && { speech: alert.speech }),
      // Due when the alert began: nothing but the way itself lies between its webhook and the first ringing.
      ...(attempt?.dueAt === alert.createdAt && { measured: true }),
    }),
    end: (outcome, refused) => applyToAlert(parts, alert_id, ended(attempt_id, outcome, refused)),
    lost: () => applyToAlert(parts, alert_id, { kind: "attempt_lost", attemptId: attempt_id }),
  };
}

/** How long a phone rings, where its owner has said so. */
function ringSecondsOf(parts: DeskParts, phoneId: string | undefined): number | null {
  return parts.snapshots.get()?.phones.find(({ id }) => id === phoneId)?.ring_seconds ?? null;
}

/** The same of a drill; `null` when it is gone. */
export function drillErrand(parts: DeskParts, { alert_id, attempt_id }: Delivery): Errand | null {
  const stored = parts.drills.byId(alert_id);
  if (stored === null) return null;
  const { drill } = stored;
  const apply = (event: Parameters<typeof commitDrill>[2]): void => {
    const fresh = parts.drills.byId(alert_id);
    if (fresh !== null) commitDrill(parts, fresh, event);
  };
  return {
    isDue: () => drill.state === "calling" && drill.attempts.at(-1)?.id === attempt_id,
    order: () => ({
      alert_id,
      ring_seconds: DRILL_RING_SECONDS,
      ignore_cooldown: false,
      severity: "info",
      title: "",
      message: null,
      test: true,
      since: drill.plannedAt,
      drill: true,
    }),
    end: (outcome, refused) => apply(ended(attempt_id, outcome, refused)),
    lost: () => apply({ kind: "attempt_lost", attemptId: attempt_id }),
  };
}

/** The same of a code call. */
export function codeErrand(parts: DeskParts, { alert_id, attempt_id }: Delivery): Errand | null {
  const stored = parts.codes.byId(alert_id);
  if (stored === null) return null;
  const { call } = stored;
  const apply = (event: Parameters<typeof commitCode>[2]): void => {
    const fresh = parts.codes.byId(alert_id);
    if (fresh !== null) commitCode(parts, fresh, event);
  };
  return {
    isDue: () => call.state === "calling",
    order: () => ({
      alert_id,
      ring_seconds: DRILL_RING_SECONDS,
      ignore_cooldown: false,
      severity: "info",
      title: "",
      message: null,
      test: true,
      since: call.orderedAt,
      drill: true,
      code: {
        purpose: call.purpose,
        organization_number: parts.snapshots.get()?.organization.number ?? 0,
      },
    }),
    end: (outcome, refused) => apply(ended(attempt_id, outcome, refused)),
    lost: () => apply({ kind: "attempt_lost", attemptId: attempt_id }),
    phone: phoneOfCode(call),
    // Of the platform's own a line alone knows: nothing tells this Desk when a holder lets it call again.
    ...((call.phoneId === "" || call.purpose === "return") && { overridesObjection: true as const }),
  };
}

/** The phone of a code call, as if it were one of the snapshot: whoever is called is yet to prove or agree to anything. */
export function phoneOfCode({ phoneId, ownerId, number, label, language }: CodeCall): SnapshotPhone {
  const flags = { enabled: true, primary: false, verified: true };
  return { id: phoneId, member_id: ownerId, number, label, language, ...flags };
}

function ended(attemptId: string, outcome: Outcome, refused?: Refused) {
  const why = refused !== undefined && { refused };
  const fact = { kind: "ended", outcome, sipCode: null, cause: null, durationMs: 0, ...why } as const;
  return { kind: "call", attemptId, callId: attemptId, at: Date.now(), fact } as const;
}
