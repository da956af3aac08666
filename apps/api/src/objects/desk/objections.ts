/** Numbers whose holder pressed 9 twice: this organization never calls them again. */
export class Objections {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  add(number: string, now: number): void {
    this.sql.exec(
      "INSERT INTO objections (number, at) VALUES (?, ?) ON CONFLICT (number) DO NOTHING",
      number,
      now,
    );
  }

  /** All of them at once: a step looks at every phone of the organization, and a query a phone is most of its cost. */
  all(): ReadonlySet<string> {
    return new Set(
      this.sql
        .exec<{ number: string }>("SELECT number FROM objections")
        .toArray()
        .map((row) => row.number),
    );
  }

  has(number: string): boolean {
    return this.sql.exec("SELECT 1 FROM objections WHERE number = ?", number).toArray().length > 0;
  }
}
