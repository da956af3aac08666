import { createId } from "@callping/contract/ids";
import { type NewDrill, newDrill } from "@callping/domain/drills/drill";
import { latestFor, nextDrillAt } from "@callping/domain/drills/next-moment";
import { type DrillEvent, stepDrill } from "@callping/domain/drills/step";
import { maskNumber } from "@callping/domain/numbers/mask";
import type { SnapshotPhone } from "../desk-protocol.ts";
import { timelineOf } from "./apply.ts";
import { digestOf, drillPlansOf, wakeForDrills } from "./drill-plans.ts";
import type { StoredDrill, StoredPlan } from "./drill-store.ts";
import { hindranceOf } from "./hindrance.ts";
import type { DeskParts } from "./parts.ts";

/** Attempts of a drill are named after it: `drl_<ulid>-<n>`. `null` for attempts of alerts. */
export function drillIdOf(attemptId: string): string | null {
  return attemptId.startsWith("drl_") ? (attemptId.split("-")[0] ?? null) : null;
}

/** The timer came: planned moments that have come begin their drills, and those under way go on. */
export function tickDrills(parts: DeskParts): void {
  const now = Date.now();
  for (const plan of parts.drills.plans())
    if (plan.plannedAt !== null && plan.plannedAt <= now) beginPlanned(parts, plan, plan.plannedAt, now);
  for (const stored of parts.drills.due(now)) commitDrill(parts, stored, { kind: "tick" });
  parts.commit(() => wakeForDrills(parts));
  parts.detach("deliver", parts.deliver());
}

/** The drill, its first step and the moment after it are one commit: nobody is rung twice for a moment, none is lost. */
function beginPlanned(parts: DeskParts, plan: StoredPlan, plannedAt: number, now: number): void {
  const snapshot = parts.snapshots.get();
  const wanted = snapshot && drillPlansOf(snapshot).find(({ phoneId }) => phoneId === plan.phoneId);
  const phone = snapshot?.phones.find(({ id }) => id === plan.phoneId);
  if (wanted == null || phone === undefined) return parts.drills.removePlan(plan.phoneId);
  const last = { at: plannedAt, missed: false };
  parts.commit(() => {
    parts.drills.savePlan({
      phoneId: plan.phoneId,
      plannedAt: nextDrillAt(wanted, last, now),
      last,
      digest: digestOf(wanted),
    });
    if (parts.drills.isKnown(plan.phoneId, plannedAt)) return;
    const latestAt = latestFor(wanted, plannedAt);
    const { redialMinutes } = wanted.setting;
    beginDrill(parts, phone, { origin: "schedule", plannedAt, latestAt, redialMinutes });
  });
}

/** Begins a drill whose moment has come: written down with its first step. Inside the caller's commit. */
export function beginDrill(
  parts: DeskParts,
  phone: SnapshotPhone,
  when: Pick<NewDrill, "origin" | "plannedAt" | "latestAt" | "redialMinutes">,
): StoredDrill {
  const { id: phoneId, member_id: memberId, label } = phone;
  const drill = newDrill({ id: createId("drill"), phoneId, memberId, label, ...when });
  const fresh = { drill, numberMasked: maskNumber(phone.number), version: 0, timeline: [] };
  return commitDrill(parts, fresh, { kind: "tick" });
}

/** One event of a drill: its new state, what must be delivered and what D1 must learn are one commit. */
export function commitDrill(parts: DeskParts, stored: StoredDrill, event: DrillEvent): StoredDrill {
  const now = Date.now();
  const { drill, effects } = stepDrill(stored.drill, event, now, () => hindranceOf(parts, stored.drill, now));
  const entries = timelineOf(effects, stored.timeline.length, now);
  const next = { ...stored, drill, version: stored.version + 1, timeline: [...stored.timeline, ...entries] };
  parts.commit(() => {
    parts.drills.save(next);
    for (const effect of effects)
      if (effect.kind !== "timeline")
        parts.deliveries.add(effect.kind, effect.attemptId, drill.phoneId, drill.id, now);
    parts.outbox.add("drill", drill.id);
    if (drill.result?.kind === "missed" && stored.drill.result === null) makeGood(parts, next, now);
    wakeForDrills(parts);
  });
  parts.live.send({ drill_id: drill.id }, `Drill of ${drill.label}`, entries);
  return next;
}

/** Nobody was rung at a planned moment: the next day's hours are the next one, not those after the whole interval. */
function makeGood(parts: DeskParts, { drill }: StoredDrill, now: number): void {
  const snapshot = parts.snapshots.get();
  const plan = parts.drills.plans().find(({ phoneId }) => phoneId === drill.phoneId);
  const wanted = snapshot && drillPlansOf(snapshot).find(({ phoneId }) => phoneId === drill.phoneId);
  if (wanted == null || plan?.last?.at !== drill.plannedAt) return;
  const last = { at: drill.plannedAt, missed: true };
  parts.drills.savePlan({ ...plan, last, plannedAt: nextDrillAt(wanted, last, now) });
}
