import { pbxLinkName } from "../names.ts";
import { endCall } from "./end-call.ts";
import type { LineParts } from "./parts.ts";
import { legOf } from "./rows.ts";

const WATCH_AGAIN_MS = 10_000;

/** Nothing was heard of a call for too long: its PBX is asked, and a leg that is provably gone ends as `lost`. */
export async function checkOnCall(parts: LineParts, callId: string): Promise<void> {
  const call = parts.store.call(callId);
  const leg = call === null ? null : legOf(call);
  if (call === null || call.phase === "ended" || leg === null) return parts.timers.clear(`watch:${callId}`);
  parts.timers.set(`watch:${callId}`, Date.now() + WATCH_AGAIN_MS);
  const status = await parts.env.PBX_LINK.getByName(pbxLinkName(leg.pbx_id)).legStatus(leg.leg_id);
  if (status.phase !== "unknown" && status.phase !== "ended") return;
  const fresh = parts.store.call(callId);
  if (fresh === null || fresh.phase === "ended" || fresh.leg_id !== leg.leg_id) return;
  endCall(parts, fresh, { outcome: status.outcome ?? "lost", sip_code: null, cause: null }, Date.now());
}

/** Neither ringing nor progress: the leg is cancelled, and its end then counts as `trunk_silent`. */
export async function cancelSilentLeg(parts: LineParts, callId: string): Promise<void> {
  const call = parts.store.call(callId);
  const leg = call === null ? null : legOf(call);
  if (call === null || leg === null || call.phase !== "placed")
    return parts.timers.clear(`silence:${callId}`);
  parts.store.saveCall({ ...call, leg_state: "silenced" });
  await parts.env.PBX_LINK.getByName(pbxLinkName(leg.pbx_id)).cancel(leg.leg_id);
  parts.timers.clear(`silence:${callId}`);
}
