import { type DrillPlan, nextDrillAt } from "@callping/domain/drills/next-moment";
import { parseDrillSetting, storeDrillSetting } from "@callping/domain/drills/parse-setting";
import { parseQuietHours, type QuietHours } from "@callping/domain/maintenance/quiet-hours";
import type { Snapshot, SnapshotPhone } from "../desk-protocol.ts";
import type { StoredPlan } from "./drill-store.ts";
import type { DeskParts } from "./parts.ts";

/** The timer of all drills of a Desk. */
export const DRILLS_TIMER = "drills";

/** The configuration may have changed: every phone that is to be proven has a moment by what holds now. */
export function replanDrills(parts: DeskParts): void {
  const snapshot = parts.snapshots.get();
  // Every shard of an organization has its configuration; one of them rings.
  if (snapshot === null || !parts.name.endsWith(":0")) return;
  const known = new Map(parts.drills.plans().map((plan) => [plan.phoneId, plan]));
  const wanted = new Map(drillPlansOf(snapshot).map((plan) => [plan.phoneId, plan]));
  const now = Date.now();
  const changed = [...wanted.values()].flatMap((plan) => replan(plan, known.get(plan.phoneId), now));
  const unwanted = [...known.values()].filter(({ phoneId }) => !wanted.has(phoneId));
  if (changed.length === 0 && unwanted.length === 0) return;
  parts.commit(() => {
    for (const plan of changed) parts.drills.savePlan(plan);
    for (const plan of unwanted) forget(parts, snapshot, plan);
    wakeForDrills(parts);
  });
}

/** Sets the timer for whatever comes first. */
export function wakeForDrills(parts: DeskParts): void {
  const next = parts.drills.nextWake();
  if (next === null) parts.timers.clear(DRILLS_TIMER);
  else parts.timers.set(DRILLS_TIMER, Math.max(next, Date.now()));
}

/** The phones that drills are to prove. */
export function drillPlansOf(snapshot: Snapshot): DrillPlan[] {
  return (snapshot.drills ?? []).flatMap(({ member_id, setting: stored }) => {
    const parsed = parseDrillSetting(stored);
    if (!parsed.ok) console.error("a stored drill setting is not valid; nobody is rung for it", member_id);
    if (!parsed.ok || !parsed.value.enabled) return [];
    const setting = parsed.value;
    return snapshot.phones
      .filter(
        (phone) =>
          phone.member_id === member_id && phone.enabled && phone.verified && phone.objected !== true,
      )
      .filter(({ primary }) => primary || setting.phones === "all")
      .map((phone) => ({
        setting,
        memberId: member_id,
        phoneId: phone.id,
        organizationZone: snapshot.organization.time_zone,
        quietHours: quietHoursOf(phone),
      }));
  });
}

/** Not valid is none, as for alerts; `silences` says so loudly. */
export function quietHoursOf({ quiet_hours }: SnapshotPhone): QuietHours | null {
  const parsed = quiet_hours == null ? null : parseQuietHours(quiet_hours);
  return parsed?.ok === true ? parsed.value : null;
}

export function digestOf({ setting, organizationZone, quietHours }: DrillPlan): string {
  return JSON.stringify([storeDrillSetting(setting), organizationZone, quietHours]);
}

/** A moment that is over is left to its timer, which says what became of it. */
function replan(plan: DrillPlan, known: StoredPlan | undefined, now: number): StoredPlan[] {
  const digest = digestOf(plan);
  if (known?.digest === digest || (known?.plannedAt != null && known.plannedAt <= now)) return [];
  const last = known?.last ?? null;
  return [{ phoneId: plan.phoneId, plannedAt: nextDrillAt(plan, last, now), last, digest }];
}

/** A phone that is to be proven no more keeps its last moment, should it be wanted again; a deleted one nothing. */
function forget(parts: DeskParts, snapshot: Snapshot, plan: StoredPlan): void {
  if (!snapshot.phones.some(({ id }) => id === plan.phoneId)) parts.drills.removePlan(plan.phoneId);
  else if (plan.digest !== "") parts.drills.savePlan({ ...plan, plannedAt: null, digest: "" });
}
