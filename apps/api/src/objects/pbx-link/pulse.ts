import { ping, readEndpoints } from "./ari/requests.ts";
import { disconnect, PULSE_MS } from "./connection.ts";
import { reportHealth } from "./health.ts";
import type { LinkParts } from "./parts.ts";
import { isTokenAccepted } from "./token-check.ts";

const IDLE_PING_MS = 30_000;
const MISSES = 2;

/** Each 10 s while there is a PBX, a call or a report: trunk states, ping, definition, ledger, health. */
export function pulse(parts: LinkParts): void {
  const live = parts.ledger.live().length;
  if (parts.socket.facts === null && live === 0 && parts.outbox.isEmpty) return;
  parts.timers.set("pulse", Date.now() + PULSE_MS);
  parts.outbox.drainAll();
  if (parts.socket.registered) {
    parts.socket.trySend(readEndpoints());
    keepAlive(parts, live > 0);
  }
  if (parts.definition.isStale) parts.detach("read the definition", refreshDefinition(parts));
  parts.ledger.prune(Date.now());
  reportHealth(parts);
}

/** A half-open connection is noticed by nobody else: Asterisk before 22.11 never looks, and a path that is cut says nothing. */
function keepAlive(parts: LinkParts, busy: boolean): void {
  const { facts } = parts.socket;
  if (facts === null) return;
  const now = Date.now();
  const missed = facts.missedPings + (facts.pingSentAt === null ? 0 : 1);
  if (missed >= MISSES) return disconnect(parts, "two pings without an answer");
  if (missed === 0 && !busy && now - (facts.lastPingAt ?? 0) < IDLE_PING_MS) return;
  parts.socket.update({ missedPings: missed, pingSentAt: now, lastPingAt: now });
  parts.socket.send(ping());
}

/** Reads the definition again; a connection whose token is not accepted any more is closed. @throws when D1 does not answer. */
export async function refreshDefinition(parts: LinkParts): Promise<void> {
  const pbx = await parts.definition.refresh(parts.pbxId());
  if (!isTokenAccepted(pbx, parts.socket.facts)) disconnect(parts, "this token is not accepted any more");
}
