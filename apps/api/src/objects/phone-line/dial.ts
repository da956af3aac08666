import type { Outcome } from "@callping/domain/calls/outcomes";
import { pbxLinkName } from "../names.ts";
import type { LegRef, PlaceAnswer } from "../protocol.ts";
import { buildScript } from "./build-script.ts";
import { endCall } from "./end-call.ts";
import { waitsToGather } from "./gather.ts";
import { notePlaced } from "./note-placed.ts";
import type { LineParts } from "./parts.ts";
import { pickRoute, withLeg } from "./pick-route.ts";
import { type CallRow, isDrill, isEuOnly, legOf } from "./rows.ts";

/** Routes tried for one call before it ends with the last one's failure. */
const MOST_ROUTES = 4;
const PACING_RETRY_MS = 250;
const NO_ROUTE_RETRY_MS = 5_000;
/** Every PBX refused, so the Fleet knew less than they did: it learns it within a moment. */
const REFUSED_RETRY_MS = 1_000;
const UNCERTAIN_RETRY_MS = 1_000;

/**
 * Brings a call onto the wire: a route from the Fleet, written down, then the PBX. A repeat after a crash finds the
 * leg that was written down and goes to that PBX, which refuses to ring it twice.
 */
export async function dial(parts: LineParts, callId: string): Promise<void> {
  const { dialling } = parts;
  // A route may come up while the answer that there is none is still on its way: then it is asked for again.
  if (dialling.has(callId)) return void dialling.set(callId, "again");
  dialling.set(callId, "once");
  try {
    let again = true;
    while (again) {
      again = await dialOnce(parts, callId);
      again ||= dialling.get(callId) === "again";
      dialling.set(callId, "once");
    }
  } finally {
    dialling.delete(callId);
  }
}

/** One route. `true` when another one should be tried at once. */
async function dialOnce(parts: LineParts, callId: string): Promise<boolean> {
  const call = parts.store.call(callId);
  if (call === null || call.phase === "ended" || call.leg_state === "placed") {
    parts.timers.clear(`dial:${callId}`);
    return false;
  }
  if (waitsToGather(parts, call.number, `dial:${callId}`)) return false;
  const chosen = call.leg_state === "placing" ? call : await chooseRoute(parts, call);
  return chosen === null ? false : placeLeg(parts, chosen);
}

/** Asks for a route and writes the leg down. Null: none now; a timer or an ended call says what follows. */
async function chooseRoute(parts: LineParts, call: CallRow): Promise<CallRow | null> {
  if (call.tried.filter((route) => route.refused !== true).length >= MOST_ROUTES) return giveUp(parts, call);
  const orders = parts.store.liveOf(call.call_id).map(({ order }) => order);
  const route = await pickRoute(parts, call.number, call.tried, orders);
  const fresh = parts.store.call(call.call_id);
  if (fresh === null || fresh.phase !== "initiated") return null;
  const nothingDialled = fresh.tried.every((tried) => tried.refused === true);
  const noneIsUp = route?.ok === false && route.reason === "no_healthy_route";
  if (noneIsUp && fresh.tried.some((tried) => tried.full === true)) return waitForRoom(parts, fresh);
  if (route === null || (noneIsUp && nothingDialled)) return holdForRoute(parts, fresh);
  if (!route.ok) return giveUp(parts, fresh, ENDS[route.reason]);
  parts.results.depart(call.call_id, route);
  const leg = withLeg(fresh, route);
  parts.commit(() => {
    parts.store.saveCall(leg);
    parts.timers.set(`dial:${call.call_id}`, Date.now() + 5_000);
  });
  return leg;
}

/** How a call ends that gets no route; one that had some before ends with the last one's failure. */
const ENDS = {
  no_permitted_route: "no_permitted_route",
  prefix_velocity: "capped",
  no_healthy_route: undefined,
} as const satisfies Record<string, Outcome | undefined>;

/** Every trunk that may carry it and works is full: in a moment all of them are asked again. */
function waitForRoom(parts: LineParts, call: CallRow): null {
  parts.commit(() => {
    parts.store.saveCall({ ...call, tried: call.tried.filter((route) => route.refused !== true) });
    parts.timers.set(`dial:${call.call_id}`, Date.now() + PACING_RETRY_MS);
  });
  return null;
}

/** No PBX can carry the number now: kept, said once, and dialled when one comes up. */
function holdForRoute(parts: LineParts, call: CallRow): null {
  const now = Date.now();
  const attempts = parts.store.liveOf(call.call_id);
  const retryMs = call.tried.length === 0 ? NO_ROUTE_RETRY_MS : REFUSED_RETRY_MS;
  parts.commit(() => {
    // Whoever refused may be there again: the next round asks all of them.
    parts.store.saveCall({ ...call, tried: call.tried.filter((route) => route.refused !== true) });
    parts.timers.set(`dial:${call.call_id}`, now + retryMs);
    const unsaid = attempts.filter((attempt) => attempt.hold !== "no_pbx_connected");
    for (const attempt of unsaid) parts.store.hold(attempt.attempt_id, "no_pbx_connected", now);
    parts.reports.add(call.call_id, unsaid, now, { kind: "held", reason: "no_pbx_connected", until: null });
  });
  parts.detach("say that no PBX is connected", parts.reports.drain(call.call_id));
  return null;
}

function giveUp(parts: LineParts, call: CallRow, outcome?: Outcome): null {
  const failure = call.last_failure ?? {
    outcome: "no_permitted_route" as const,
    sip_code: null,
    cause: null,
  };
  endCall(parts, call, { ...failure, outcome: outcome ?? failure.outcome }, Date.now());
  return null;
}

/** Hands the leg to its PBX. `true` when it refused and another route should be tried. */
async function placeLeg(parts: LineParts, call: CallRow): Promise<boolean> {
  const leg = legOf(call);
  const attempts = parts.store.liveOf(call.call_id);
  const ringSeconds = attempts[0]?.order.ring_seconds;
  if (leg === null || ringSeconds === undefined) return false;
  let answer: PlaceAnswer;
  try {
    const orders = attempts.map((attempt) => attempt.order);
    const script = await buildScript(parts.env, orders, Date.now());
    if (parts.store.call(call.call_id)?.stopping === 1) return await stopBeforePlacing(parts, call, leg);
    const link = parts.env.PBX_LINK.getByName(pbxLinkName(leg.pbx_id));
    const { leg_id, trunk_id } = leg;
    answer = await link.place({
      leg_id,
      call_id: call.call_id,
      line: parts.name,
      organization_id: call.organization_id,
      number: call.number,
      trunk_id,
      ring_seconds: ringSeconds,
      script,
      ...(attempts[0] !== undefined && { responder: attempts[0].order.phone.member_id }),
      ...(isEuOnly(attempts) && { eu_only: true }),
      ...(isDrill(attempts) && { leaves_room: true }),
    });
  } catch (error) {
    console.warn(
      "uncertain whether a leg was placed; the same PBX is asked again",
      leg.leg_id,
      String(error),
    );
    parts.timers.set(`dial:${call.call_id}`, Date.now() + UNCERTAIN_RETRY_MS);
    return false;
  }
  if (answer.ok || answer.reason === "known_leg") {
    notePlaced(parts, call.call_id, leg.leg_id, Date.now());
    if (parts.store.call(call.call_id)?.stopping === 1)
      await parts.env.PBX_LINK.getByName(pbxLinkName(leg.pbx_id)).cancel(leg.leg_id);
    return false;
  }
  return noteRefused(parts, call.call_id, leg.leg_id, answer.reason);
}

/** Withdrawn after its route was chosen. A leg that an earlier try did place is hung up, and its end is reported by its PBX. */
async function stopBeforePlacing(parts: LineParts, call: CallRow, leg: LegRef): Promise<boolean> {
  const { phase } = await parts.env.PBX_LINK.getByName(pbxLinkName(leg.pbx_id)).cancel(leg.leg_id);
  const fresh = parts.store.call(call.call_id);
  if (fresh === null || fresh.phase === "ended" || (phase !== "unknown" && phase !== "ended")) return false;
  endCall(parts, fresh, { outcome: "cancelled", sip_code: null, cause: null }, Date.now());
  return false;
}

function noteRefused(
  parts: LineParts,
  callId: string,
  legId: string,
  reason: "not_connected" | "trunk_down" | "busy" | "forbidden",
): boolean {
  const now = Date.now();
  const call = parts.store.call(callId);
  const leg = call === null ? null : legOf(call);
  if (call === null || leg?.leg_id !== legId || call.phase === "ended") return false;
  const free = { ...call, leg_id: null, pbx_id: null, trunk_id: null, leg_state: null };
  if (reason === "busy") {
    const { pbx_id, trunk_id } = leg;
    const full = { pbx_id, trunk_id, refused: true, full: true } as const;
    parts.commit(() => {
      parts.store.saveCall({ ...free, tried: [...call.tried, full] });
      parts.timers.set(`dial:${callId}`, now + PACING_RETRY_MS);
    });
    return false;
  }
  const outcome: Outcome = reason === "forbidden" ? "no_permitted_route" : "trunk_down";
  parts.commit(() => {
    const { pbx_id, trunk_id } = leg;
    const route = { pbx_id, trunk_id, ...(reason !== "forbidden" && { refused: true as const }) };
    parts.store.saveCall({
      ...free,
      tried: [...call.tried, route],
      last_failure: { outcome, sip_code: null, cause: null },
    });
    parts.reports.add(callId, parts.store.liveOf(callId), now, {
      kind: "leg_failed",
      outcome,
      sip_code: null,
      cause: null,
      ...leg,
    });
  });
  return true;
}
