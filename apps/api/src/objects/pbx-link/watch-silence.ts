import { readEndpoints } from "./ari/requests.ts";
import { cancelLeg } from "./cancel.ts";
import { disconnect } from "./connection.ts";
import type { LinkParts } from "./parts.ts";

/** A trunk that answers OPTIONS may take 3 to 8 s until a telephone rings; one that does not has fallen silent. */
const ASK_AFTER_MS = 2_000;
/** With a look's delay and a new route, the next INVITE goes out within 3 s of the one that was lost. */
const SILENT_AFTER_MS = 2_500;
/** A PBX answers in milliseconds. One that says nothing at all for this long is frozen or cut off: pings notice it after 30 s. */
const DEAF_AFTER_MS = 5_000;
const LOOK_EVERY_MS = 250;

/**
 * Looks after legs of which no sign comes: is their trunk still there? Where it is not, they are given up for another
 * route. In memory: after a crash the line, which waits for longer, does the same.
 */
export class SilenceWatch {
  private readonly parts: () => LinkParts;
  private legs: string[] = [];
  private looking = false;

  constructor(parts: () => LinkParts) {
    this.parts = parts;
  }

  add(legId: string): void {
    this.legs.push(legId);
    this.lookSoon();
  }

  private lookSoon(): void {
    if (this.looking || this.legs.length === 0) return;
    this.looking = true;
    setTimeout(() => {
      this.looking = false;
      this.look();
      this.lookSoon();
    }, LOOK_EVERY_MS);
  }

  /** One question a round, however many wait: what it answers, the next round acts on. */
  private look(): void {
    const parts = this.parts();
    this.legs = this.legs.filter((legId) => isWithoutSign(parts, legId));
    const slow = this.legs.filter((legId) => ageOf(parts, legId) >= ASK_AFTER_MS);
    if (slow.length === 0 || !parts.socket.registered) return;
    if (parts.socket.deafForMs(Date.now()) >= DEAF_AFTER_MS)
      return disconnect(parts, "a call was placed and nothing is answered");
    for (const legId of slow) if (ageOf(parts, legId) >= SILENT_AFTER_MS) giveUpIfGone(parts, legId);
    parts.socket.trySend(readEndpoints());
  }
}

function isWithoutSign(parts: LinkParts, legId: string): boolean {
  const state = parts.ledger.find(legId)?.state;
  if (state === undefined || state.phase === "ended" || state.cancelled) return false;
  return !state.rang && state.answered_at === null;
}

function ageOf(parts: LinkParts, legId: string): number {
  return Date.now() - (parts.ledger.find(legId)?.created_at ?? Infinity);
}

function giveUpIfGone(parts: LinkParts, legId: string): void {
  const leg = parts.ledger.find(legId);
  const trunk = leg === null ? null : parts.definition.trunk(leg.trunk_id);
  if (leg === null || trunk === null || parts.trunks.isReachable(trunk.endpoint)) return;
  leg.state.given_up_silent = true;
  cancelLeg(parts, legId);
}
