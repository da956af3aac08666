const REMEMBERED = 1024;

/**
 * The endpoint subscription, which trunk health needs, makes every channel event come twice: by the channel's topic and
 * by the endpoint's. Both copies are the same text with the same timestamp, milliseconds apart.
 */
export class DuplicateEvents {
  private readonly seen = new Set<string>();

  /** Whether this very event came before. Remembers the last 1,024; two answers may well be the same text. */
  has(raw: string): boolean {
    if (raw.includes('"RESTResponse"')) return false;
    if (this.seen.has(raw)) return true;
    this.seen.add(raw);
    if (this.seen.size > REMEMBERED) for (const oldest of this.seen) return this.seen.delete(oldest) && false;
    return false;
  }
}
