import type { CallTimer } from "@callping/domain/calls/call-state";
import { readChannel, readEndpoints } from "./ari/requests.ts";
import { giveUpLostLegs, setUp } from "./connection.ts";
import { settle } from "./finish-leg.ts";
import type { LinkParts } from "./parts.ts";
import { pulse } from "./pulse.ts";
import { stepCall } from "./step-call.ts";

const WATCH_AGAIN_MS = 5_000;
const CALL_TIMERS: readonly CallTimer[] = ["listen", "verdict", "pause", "speech", "farewell", "ending"];

/**
 * One timer of the table. Keys: `pulse`, `trunks`, `setup`, `lost`, `lost-answered`, `retry:<leg>`, `watch:<leg>`, `call:<timer>:<leg>`.
 * Nothing is awaited here.
 */
export function fireTimer(parts: LinkParts, key: string): void {
  const [what = "", ...rest] = key.split(":");
  switch (what) {
    case "pulse":
      return pulse(parts);
    case "setup":
      return setUp(parts);
    case "trunks":
      return void parts.socket.trySend(readEndpoints());
    case "lost":
      return giveUpLostLegs(parts, "ringing");
    case "lost-answered":
      return giveUpLostLegs(parts, "all");
    case "retry":
      return void parts.outbox.drain(rest.join(":"));
    case "watch":
      return watch(parts, rest.join(":"));
    case "call":
      return callTimer(parts, rest[0] ?? "", rest.slice(1).join(":"));
    default:
      console.error(`no timer is called ${key}`);
  }
}

/** A leg without an answer or an end: asked after, never dialled again. Without a connection, `lost` decides. */
function watch(parts: LinkParts, legId: string): void {
  const leg = parts.ledger.find(legId);
  if (leg === null || leg.state.phase === "ended") return;
  parts.timers.set(`watch:${legId}`, Date.now() + WATCH_AGAIN_MS);
  parts.socket.trySend(readChannel(leg.channel_id));
}

function callTimer(parts: LinkParts, name: string, legId: string): void {
  const timer = CALL_TIMERS.find((known) => known === name);
  const leg = parts.ledger.find(legId);
  if (timer === undefined || leg === null || !leg.state.timers.includes(timer)) return;
  leg.state.timers = leg.state.timers.filter((set) => set !== timer);
  stepCall(parts, leg, { kind: "timer", timer }, Date.now());
  settle(parts, leg);
}
