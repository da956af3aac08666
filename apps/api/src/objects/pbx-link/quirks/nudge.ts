/**
 * Asterisk does not see a second frame that shares a TLS record with the first until more bytes come. A binary frame is
 * ignored by ARI and makes it look. It also carries the TCP acknowledgement: Asterisk's socket has no TCP_NODELAY and
 * holds its next event (a refusal, an answer, a key) back for it, which a delayed ACK sends 40 ms later.
 */
export const NUDGE = new Uint8Array(1);
/** A nudge for every event would cost the voices of a hundred calls more than it gains: so often, and no more. */
export const ACKNOWLEDGE_WITHIN_MS = 10;
/** Beyond any round trip, and far below what a person notices. */
export const NUDGE_AFTER_MS = 300;

/** Requests whose answer has not come. Memory only: after a sleep the answers make sense by their ids alone. */
export class PendingAnswers {
  private readonly sentAt = new Map<string, number>();

  sent(requestId: string, now: number): void {
    this.sentAt.set(requestId, now);
  }

  answered(requestId: string): void {
    this.sentAt.delete(requestId);
  }

  /** When the first request was sent that still has no answer; `null`: there is none. */
  get since(): number | null {
    const [oldest] = this.sentAt.values();
    return oldest ?? null;
  }

  get size(): number {
    return this.sentAt.size;
  }

  /** Whether an answer is late. Those beyond 10 s are given up: the reconnect and the watches deal with them. */
  late(now: number): boolean {
    let late = false;
    for (const [requestId, sentAt] of this.sentAt) {
      if (now - sentAt > 10_000) this.sentAt.delete(requestId);
      else late ||= now - sentAt >= NUDGE_AFTER_MS;
    }
    return late;
  }

  clear(): void {
    this.sentAt.clear();
  }
}
