/**
 * Numbers that this Desk has learned not to call since it got its snapshot: what truly stops them is their line. Known in
 * memory alone, since a line refuses what a Desk has forgotten.
 */
export class Objections {
  private readonly sql: SqlStorage;
  private readonly learned = new Set<string>();
  /** Rows of before, when a Desk was the only one to know; each goes once its line has it. */
  private readonly handedDown: Set<string>;

  constructor(sql: SqlStorage) {
    this.sql = sql;
    const rows = sql.exec<{ number: string }>("SELECT number FROM objections").toArray();
    this.handedDown = new Set(rows.map(({ number }) => number));
  }

  add(number: string): void {
    this.learned.add(number);
  }

  /** A newer snapshot says which phones may be called. */
  forget(): void {
    this.learned.clear();
  }

  /** All of them at once: a step looks at every phone of the organization. */
  all(): ReadonlySet<string> {
    return new Set([...this.learned, ...this.handedDown]);
  }

  has(number: string): boolean {
    return this.learned.has(number) || this.handedDown.has(number);
  }

  /** Rows of before, for their lines. */
  ofBefore(): readonly string[] {
    return [...this.handedDown];
  }

  /** Its line has it. */
  handedOver(number: string): void {
    this.sql.exec("DELETE FROM objections WHERE number = ?", number);
    this.handedDown.delete(number);
    this.learned.add(number);
  }
}
