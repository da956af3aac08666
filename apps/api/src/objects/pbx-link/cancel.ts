import type { CallScript } from "@callping/domain/calls/script-types";
import type { LegStatus } from "../protocol.ts";
import { hangUp } from "./ari/requests.ts";
import { settle } from "./finish-leg.ts";
import type { LinkParts } from "./parts.ts";
import { stepCall } from "./step-call.ts";
import { warmUpAgain } from "./warm-up.ts";

/** A hang-up without effect is noticed and repeated after this time. */
const GONE_EXPECTED_MS = 5_000;

/** Stops a leg: a ringing phone at once, an answered call after it was told that it is no longer needed. */
export function cancelLeg(parts: LinkParts, legId: string): LegStatus {
  const leg = parts.ledger.find(legId);
  if (leg === null || leg.state.phase === "ended" || leg.state.cancelled) return legStatus(parts, legId);
  leg.state.cancelled = true;
  if (leg.state.call === null) {
    parts.socket.send(hangUp(leg.channel_id));
    parts.timers.set(`watch:${legId}`, Date.now() + GONE_EXPECTED_MS);
  } else {
    stepCall(parts, leg, { kind: "cancel" }, Date.now());
  }
  settle(parts, leg, true);
  return legStatus(parts, legId);
}

export function legStatus(parts: LinkParts, legId: string): LegStatus {
  const leg = parts.ledger.find(legId);
  if (leg === null) return { phase: "unknown" };
  return leg.state.end === null
    ? { phase: leg.state.phase }
    : { phase: "ended", outcome: leg.state.end.outcome };
}

/** Another script for a leg that is not answered yet: a ringing call absorbs new alerts. */
export function updateScript(parts: LinkParts, legId: string, script: CallScript): boolean {
  const leg = parts.ledger.find(legId);
  if (leg === null || leg.state.phase === "ended" || leg.state.answered_at !== null || leg.state.cancelled)
    return false;
  leg.script = script;
  // Before Asterisk has taken the originate nothing is warmed; words that are being made are waited for: each cost a second.
  if (leg.state.phase !== "initiated" && leg.state.warm === null) warmUpAgain(parts, leg);
  parts.ledger.replaceScript(leg, script);
  return true;
}
