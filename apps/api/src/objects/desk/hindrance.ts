import type { Drill, Hindrance } from "@callping/domain/drills/drill";
import { isQuiet } from "@callping/domain/drills/next-moment";
import { checkCallable } from "@callping/domain/caps/check-callable";
import type { SnapshotPhone } from "../desk-protocol.ts";
import { quietHoursOf } from "./drill-plans.ts";
import type { DeskParts } from "./parts.ts";

/** Why a phone may not be rung for a drill now; maintenance is no reason, since it silences endpoints and not people. */
export function hindranceOf(
  parts: DeskParts,
  { phoneId, memberId }: Pick<Drill, "phoneId" | "memberId">,
  now: number,
): Hindrance | null {
  const snapshot = parts.snapshots.get();
  const phone = snapshot?.phones.find(({ id }) => id === phoneId);
  if (snapshot == null || phone === undefined || !isUsable(parts, phone, now)) return "phone_unusable";
  const organizationZone = snapshot.organization.time_zone;
  if (isQuiet({ quietHours: quietHoursOf(phone), organizationZone }, now)) return "quiet_hours";
  const ofMember = new Set(
    snapshot.phones.filter(({ member_id }) => member_id === memberId).map(({ id }) => id),
  );
  return isRung(parts, ofMember, now) ? "alert_ringing" : null;
}

function isUsable(
  parts: DeskParts,
  { enabled, verified, number, objected }: SnapshotPhone,
  now: number,
): boolean {
  const fictionAllowed = parts.env.DEPLOYMENT === "local";
  const countries = parts.snapshots.get()?.organization.countries;
  const context = { ...parts.policy.current(now), fictionAllowed, browserAllowed: true };
  const callable = checkCallable(number, context, countries).ok;
  return enabled && verified && objected !== true && !parts.objections.has(number) && callable;
}

/** Whether an alert rings one of these phones, or is about to ring it again. */
function isRung(parts: DeskParts, phoneIds: ReadonlySet<string>, now: number): boolean {
  return parts.alerts
    .live(now)
    .some(({ alert }) =>
      alert.run.attempts.some(({ state, phoneId }) => state !== "ended" && phoneIds.has(phoneId)),
    );
}
