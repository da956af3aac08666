import type { Ledger } from "./ledger.ts";
import type { Leg } from "./leg.ts";
import type { Outbox } from "./outbox.ts";

/** Facts of calls that come this close together are written, and told, together. */
const GATHER_MS = 100;

/**
 * Writes that can wait for each other. A commit holds the thread until the disk has it, and most events of a call (it
 * rings, words were spoken) are not worth one: they are written with the next that is, of whichever call. A crash
 * within 100 ms forgets them; the reconcile then finds the channel as it is.
 */
export class Writes {
  private readonly ledger: Ledger;
  private readonly outbox: Outbox;
  private readonly legs = new Set<Leg>();
  private readonly others = new Set<() => void>();
  private waiting = false;

  constructor(ledger: Ledger, outbox: Outbox) {
    this.ledger = ledger;
    this.outbox = outbox;
  }

  /** A leg has changed. */
  leg(leg: Leg): void {
    this.legs.add(leg);
    this.soon();
  }

  /** Something else is to be written. */
  other(write: () => void): void {
    this.others.add(write);
    this.soon();
  }

  /** Writes everything that waits: one commit, before anything that is sent after it. */
  now(): void {
    for (const leg of this.legs) if (leg.state.phase !== "ended") this.ledger.save(leg);
    this.legs.clear();
    this.outbox.write();
    for (const write of this.others) write();
    this.others.clear();
  }

  private soon(): void {
    if (this.waiting) return;
    this.waiting = true;
    setTimeout(() => {
      this.waiting = false;
      this.now();
      this.outbox.drainAll();
    }, GATHER_MS);
  }
}
