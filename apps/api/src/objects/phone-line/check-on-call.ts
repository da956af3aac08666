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
  const link = parts.env.PBX_LINK.getByName(pbxLinkName(leg.pbx_id));
  // "Ringing" may have been lost with a runtime, or be on its way: a phone that rings, or speaks, is not silent.
  const { phase } = await link.legStatus(leg.leg_id);
  const fresh = parts.store.call(callId);
  if (phase === "ringing" || phase === "answered" || fresh?.phase !== "placed" || fresh.leg_id !== leg.leg_id)
    return parts.timers.clear(`silence:${callId}`);
  parts.store.saveCall({ ...fresh, leg_state: "silenced" });
  await link.cancel(leg.leg_id);
  parts.timers.clear(`silence:${callId}`);
}
