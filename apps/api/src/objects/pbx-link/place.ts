import type { LegOrder, PlaceAnswer } from "../protocol.ts";
import type { TrunkDefinition } from "../../services/fleet-definition.ts";
import { callerIdFor } from "../../services/fleet/caller-id-for.ts";
import type { AriRequest } from "./ari/allow-list.ts";
import { channelIdOf } from "./ari/ids.ts";
import { speechUrls } from "./ari/media.ts";
import { originate } from "./ari/requests.ts";
import { passFence } from "./fence.ts";
import { finishLeg, settle } from "./finish-leg.ts";
import { newLegState, type Leg } from "./leg.ts";
import type { LinkParts } from "./parts.ts";

/** An originate that has no answer after this time is asked after, never repeated. */
const ANSWER_EXPECTED_MS = 3_000;

/** Dials one leg, once: the ledger knows it before Asterisk does, and refuses an id of the last 24 hours. */
export function placeLeg(parts: LinkParts, order: LegOrder): PlaceAnswer {
  const known = parts.ledger.find(order.leg_id);
  if (known !== null) return { ok: false, reason: "known_leg", phase: known.state.phase };
  const pbx = parts.definition.current;
  const trunk = parts.definition.trunk(order.trunk_id);
  if (pbx === null || trunk === null)
    return refuse("forbidden", `PBX ${parts.pbxId()} has no trunk ${order.trunk_id}.`);
  const from = { country: pbx.country, euOnly: order.eu_only === true };
  const fence = passFence(order.number, trunk, from, parts.definition.policy);
  if (!fence.ok) return refuse("forbidden", fence.detail);
  const channelId = channelIdOf(order.leg_id);
  const request = originate({
    channelId,
    legId: order.leg_id,
    e164: fence.phone.e164,
    trunk,
    callerId: callerIdFor(trunk, fence.phone, order.responder),
    ringSeconds: order.ring_seconds,
  });
  if (request === null)
    return refuse(
      "forbidden",
      "The trunk's definition or the leg's id has a character that may not be sent.",
    );
  return refuseForNow(parts, trunk, order.leaves_room === true) ?? dial(parts, order, channelId, request);
}

/** Reasons that pass: another route, or a moment later. */
function refuseForNow(parts: LinkParts, trunk: TrunkDefinition, leavesRoom: boolean): PlaceAnswer | null {
  const pbx = parts.definition.current;
  if (!parts.socket.registered) return refuse("not_connected", `PBX ${parts.pbxId()} is not connected.`);
  if (pbx === null || !pbx.enabled || pbx.draining)
    return refuse("trunk_down", `PBX ${parts.pbxId()} takes no new calls.`);
  if (!trunk.enabled) return refuse("trunk_down", `Trunk ${trunk.id} is switched off.`);
  if (!parts.trunks.isReachable(trunk.endpoint))
    return refuse("trunk_down", `Trunk ${trunk.id} does not answer OPTIONS.`);
  const room = trunk.concurrentCalls - parts.ledger.inFlight(trunk.id);
  // A trunk of a single place would never see a test call if that had to stay free.
  if (room <= (leavesRoom && trunk.concurrentCalls > 1 ? 1 : 0))
    return refuse("busy", `Trunk ${trunk.id} takes ${trunk.concurrentCalls} calls at once.`);
  if (!parts.pace.take(trunk.id, trunk.callsPerSecond, Date.now(), leavesRoom))
    return refuse("busy", `Trunk ${trunk.id} takes ${trunk.callsPerSecond} calls/s.`);
  return null;
}

function dial(parts: LinkParts, order: LegOrder, channelId: string, request: AriRequest): PlaceAnswer {
  const now = Date.now();
  const leg: Leg = {
    leg_id: order.leg_id,
    channel_id: channelId,
    call_id: order.call_id,
    line: order.line,
    trunk_id: order.trunk_id,
    ring_seconds: order.ring_seconds,
    created_at: now,
    script: order.script,
    state: newLegState(speechUrls(order.script.message).length === 0 ? "ready" : "pending"),
  };
  parts.ledger.add(leg);
  parts.timers.set(`watch:${leg.leg_id}`, now + ANSWER_EXPECTED_MS);
  // The runtime holds the message back until the rows above are durable.
  if (!parts.socket.trySend(request)) {
    finishLeg(parts, leg, {
      at: now,
      cause: null,
      tech_cause: null,
      originate_http_status: 503,
      lost: false,
    });
    settle(parts, leg);
    return { ok: true };
  }
  parts.silence.add(leg.leg_id);
  return { ok: true };
}

function refuse(reason: "not_connected" | "trunk_down" | "busy" | "forbidden", detail: string): PlaceAnswer {
  return { ok: false, reason, detail };
}
