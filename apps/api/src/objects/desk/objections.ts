/** Numbers whose holder pressed 9 twice: this organization never calls them again. */
export class Objections {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  add(number: string, now: number): void {
    this.sql.exec("INSERT INTO objections (number, at) VALUES (?, ?) ON CONFLICT (number) DO NOTHING", number, now);
  }

  has(number: string): boolean {
    return this.sql.exec("SELECT 1 FROM objections WHERE number = ?", number).toArray().length > 0;
  }
}
