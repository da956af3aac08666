import { filterEvents, readChannels, readEndpoints } from "./ari/requests.ts";
import { settle } from "./finish-leg.ts";
import { reportHealth } from "./health.ts";
import { legLost } from "./leg-gone.ts";
import type { LinkParts } from "./parts.ts";

/** The Fleet forgets a PBX that says nothing for 30 s. */
export const PULSE_MS = 10_000;
/** Asterisk connects again each second. One that stays away this long has lost its calls, or nobody can speak for them. */
export const LOST_AFTER_MS = 15_000;
/** A call that was answered is waited for this much longer: its person is on the line, hears it go on, and may press a key. */
const ANSWERED_LOST_MS = 15_000;

/** ApplicationRegistered: the events of an outage have come before it. Now it may be spoken to. */
export function registered(parts: LinkParts): void {
  parts.socket.update({ registered: true });
  for (const timer of ["lost", "lost-answered"]) parts.timers.clear(timer);
  parts.timers.set("pulse", Date.now() + PULSE_MS);
  // A trunk that was up before may be down now, or the PBX not booted yet: it is ready when this connection says so.
  parts.trunks.forget();
  // It may be another Asterisk, with an empty cache.
  parts.fetched.clear();
  setUp(parts);
  parts.socket.sendHeld();
  reportHealth(parts);
}

/** Filter, trunk states, and the channels to compare the ledger with. May be sent again at any time. */
export function setUp(parts: LinkParts): void {
  for (const request of [filterEvents(), readEndpoints(), readChannels(Date.now())])
    parts.socket.trySend(request);
}

/** The socket is gone. Calls go on without us: Asterisk keeps their events and sends them when it is back. */
export function disconnected(parts: LinkParts): void {
  parts.socket.forget();
  if (parts.ledger.live().length > 0) parts.timers.set("lost", Date.now() + LOST_AFTER_MS);
  reportHealth(parts);
}

/** Ends a connection that is of no use; Asterisk opens another by itself within a second. */
export function disconnect(parts: LinkParts, reason: string): void {
  parts.socket.close(reason);
  disconnected(parts);
}

/**
 * The PBX did not come back: `lost` first what only rings, `lost-answered` what is left. Should it still carry a call,
 * the next reconcile ends it.
 */
export function giveUpLostLegs(parts: LinkParts, which: "ringing" | "all"): void {
  if (parts.socket.registered) return;
  const live = parts.ledger.live();
  const lost = which === "all" ? live : live.filter(({ state }) => state.answered_at === null);
  for (const leg of lost) {
    legLost(parts, leg);
    settle(parts, leg);
  }
  if (live.length > lost.length) parts.timers.set("lost-answered", Date.now() + ANSWERED_LOST_MS);
}
