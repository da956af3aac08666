import { finishLeg } from "./finish-leg.ts";
import type { Gone, Leg } from "./leg.ts";
import type { LinkParts } from "./parts.ts";
import { stepCall } from "./step-call.ts";

/** The channel is gone. An answered call may still wait for the verdict of its last key. The caller settles the leg. */
export function legGone(parts: LinkParts, leg: Leg, gone: Gone): void {
  if (leg.state.gone !== null) return;
  leg.state.gone = gone;
  parts.timers.clear(`watch:${leg.leg_id}`);
  if (leg.state.call === null) finishLeg(parts, leg, gone);
  else stepCall(parts, leg, { kind: "hung_up" }, gone.at);
}

/** Gone without a word: found missing after a reconnect, or with a PBX that does not come back. */
export function legLost(parts: LinkParts, leg: Leg): void {
  legGone(parts, leg, {
    at: Date.now(),
    cause: null,
    tech_cause: null,
    originate_http_status: null,
    lost: true,
  });
}
