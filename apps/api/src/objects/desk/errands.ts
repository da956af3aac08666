import { mayRing } from "@callping/domain/alerts/attempts";
import type { Refused } from "@callping/domain/alerts/timeline";
import type { Outcome } from "@callping/domain/calls/outcomes";
import type { AttemptOrder } from "../protocol.ts";
import { applyToAlert } from "./apply.ts";
import type { Delivery } from "./deliveries.ts";
import { commitDrill } from "./drills.ts";
import type { DeskParts } from "./parts.ts";
import { silencesOf } from "./silences.ts";

/** What an order says whatever it is for: whose it is and which phone it rings. */
export type CommonOrder = Pick<
  AttemptOrder,
  "attempt_id" | "desk" | "organization_id" | "organization_name" | "key_map" | "phone" | "eu_only"
>;

/** What a delivery is about: an alert, or a drill. */
export interface Errand {
  /** Whether the attempt is still to be rung, at the moment of the call. */
  isDue: () => boolean;
  order: () => Omit<AttemptOrder, keyof CommonOrder>;
  /** The attempt ended before there was a call. */
  end: (outcome: Outcome, refused?: Refused) => void;
  /** Nobody knows the attempt. */
  lost: () => void;
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
      ring_seconds: alert.plan.ringSeconds,
      ignore_cooldown: attempt?.redial ?? false,
      severity: alert.severity,
      title: alert.title,
      message: alert.message,
      test: alert.test,
      since: alert.createdAt,
      ...(attempt?.purpose === "reconfirm" && { reconfirm: true }),
      // Due when the alert began: nothing but the way itself lies between its webhook and the first ringing.
      ...(attempt?.dueAt === alert.createdAt && { measured: true }),
    }),
    end: (outcome, refused) => applyToAlert(parts, alert_id, ended(attempt_id, outcome, refused)),
    lost: () => applyToAlert(parts, alert_id, { kind: "attempt_lost", attemptId: attempt_id }),
  };
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

function ended(attemptId: string, outcome: Outcome, refused?: Refused) {
  const why = refused !== undefined && { refused };
  const fact = { kind: "ended", outcome, sipCode: null, cause: null, durationMs: 0, ...why } as const;
  return { kind: "call", attemptId, callId: attemptId, at: Date.now(), fact } as const;
}
