import { parseDrillSetting } from "@callping/domain/drills/parse-setting";
import { PER_ORGANIZATION, refuseByRate } from "@callping/domain/drills/rate";
import { REDIAL_MINUTES } from "@callping/domain/drills/setting";
import type { DrillRecord, DrillRequest, DrillRequested } from "../desk-protocol.ts";
import type { StoredDrill } from "./drill-store.ts";
import { beginDrill } from "./drills.ts";
import { hindranceOf } from "./hindrance.ts";
import type { DeskParts } from "./parts.ts";
import { iso } from "./views.ts";

/** It rings at once or not at all; its redial comes half an hour later at most. */
const WITHIN_MS = 45 * 60_000;

/** Rings a phone now to prove it. A second request while one is under way is answered with that one. */
export function requestDrill(parts: DeskParts, { phone_id }: DrillRequest): DrillRequested {
  const phone = parts.snapshots.get()?.phones.find(({ id }) => id === phone_id);
  if (phone === undefined) return { ok: false, reason: "unknown_phone" };
  const open = parts.drills.openOf(phone_id);
  if (open !== null) return { ok: true, drill: toDrillRecord(parts, open) };
  const now = Date.now();
  const hindrance = hindranceOf(parts, { phoneId: phone_id, memberId: phone.member_id }, now);
  if (hindrance !== null) return { ok: false, reason: "hindered", by: hindrance };
  const refusal = refuseByRate(parts.drills.asked(now - PER_ORGANIZATION.seconds * 1000), phone_id, now);
  if (refusal !== null)
    return {
      ok: false,
      reason: "rate_limited",
      limit: refusal.limit,
      retry_after_seconds: refusal.retryAfterSeconds,
    };
  const when = {
    plannedAt: now,
    latestAt: now + WITHIN_MS,
    redialMinutes: redialMinutesOf(parts, phone.member_id),
  };
  const stored = parts.commit(() => beginDrill(parts, phone, { origin: "request", ...when }));
  parts.detach("deliver", parts.deliver());
  return { ok: true, drill: toDrillRecord(parts, stored) };
}

/** A drill as D1 keeps it. */
export function toDrillRecord(parts: DeskParts, stored: StoredDrill): DrillRecord {
  const { drill, numberMasked, version, timeline } = stored;
  const { result, attempts, endedAt } = drill;
  const lastOutcome = attempts.findLast(({ outcome }) => outcome !== null)?.outcome ?? null;
  return {
    id: drill.id,
    organization_id: parts.snapshots.get()?.organization.id ?? "",
    version,
    member_id: drill.memberId,
    phone_id: drill.phoneId,
    label: drill.label,
    number_masked: numberMasked,
    origin: drill.origin,
    planned_at: iso(drill.plannedAt),
    state: drill.state,
    result: result?.kind ?? null,
    outcome: result?.kind === "not_proven" ? result.outcome : lastOutcome,
    missed_reason: result?.kind === "missed" ? result.reason : null,
    ms_to_key: result?.kind === "proven" ? result.msToKey : null,
    ended_at: endedAt === null ? null : iso(endedAt),
    call_ids: attempts.flatMap(({ callId }) => (callId === null ? [] : [callId])),
    timeline,
  };
}

/** As the member has chosen, also when nothing is planned. */
function redialMinutesOf(parts: DeskParts, memberId: string): number {
  const settings = parts.snapshots.get()?.drills ?? [];
  const stored = settings.find(({ member_id }) => member_id === memberId);
  const parsed = stored === undefined ? null : parseDrillSetting(stored.setting);
  return parsed?.ok === true ? parsed.value.redialMinutes : REDIAL_MINUTES.usual;
}
