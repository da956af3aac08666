import { numberDigest } from "../../services/suppression/number-digest.ts";
import type { Env } from "../../env.ts";
import type { AttemptOrder } from "../protocol.ts";
import { PLATFORM, type SuppressionOrder, type SuppressionRecord } from "../suppression-protocol.ts";

type Row = Omit<SuppressionRecord, "active"> & { active: 0 | 1 };
type Raw<T> = T & Record<string, SqlStorageValue>;

const COLUMNS = 'digest, scope, active, version, how, "by", reason, call_id, at';

/** Numbers of this line that nobody, or one organization, may call. The one truth about them: D1 has a copy. */
export class Suppressions {
  private readonly sql: SqlStorage;
  private readonly env: Env;

  constructor(env: Env, sql: SqlStorage) {
    this.env = env;
    this.sql = sql;
  }

  /** Whether an organization may not call a number. */
  stops(number: string, organizationId: string): boolean {
    return this.sql
      .exec(
        "SELECT 1 FROM suppressions WHERE digest = ? AND scope IN (?, ?) AND active = 1 LIMIT 1",
        numberDigest(this.env, number),
        organizationId,
        PLATFORM,
      )
      .toArray()
      .some(() => true);
  }

  /** Whether an order may not ring. Only the call that its holder asks for to come back reaches a number that is stopped. */
  stopsOrder({ phone, organization_id, code }: AttemptOrder): boolean {
    return code?.purpose !== "return" && this.stops(phone.number, organization_id);
  }

  /** Whether it was said in this very call: that one says its goodbye and ends itself. */
  isSaidIn(number: string, callId: string): boolean {
    return this.of(numberDigest(this.env, number)).some((one) => one.active && one.call_id === callId);
  }

  /** All of a number, those that were lifted included. */
  of(digest: string): SuppressionRecord[] {
    return this.read("digest = ?", digest);
  }

  /** Writes a change down, inside the caller's commit; `null` when it is so already. The number stays until D1 has it. */
  change({ number, unless_known, ...order }: SuppressionOrder, now: number): SuppressionRecord | null {
    const digest = numberDigest(this.env, number);
    const known = this.of(digest).find(({ scope }) => scope === order.scope);
    if (known !== undefined && unless_known === true) return null;
    if ((known?.active ?? false) === order.active) return null;
    const record = { digest, ...order, version: (known?.version ?? 0) + 1, at: now };
    this.put(record, number);
    return record;
  }

  /** Takes from D1 what is newer there, and answers with what is newer here. */
  learn(records: readonly SuppressionRecord[]): SuppressionRecord[] {
    return records.flatMap((record) => {
      const known = this.of(record.digest).find(({ scope }) => scope === record.scope);
      if (known !== undefined && known.version > record.version) return [known];
      if (known === undefined || known.version < record.version) this.put(record, null);
      return [];
    });
  }

  /** What D1 has not confirmed, with the number that it concerns. */
  untold(): (SuppressionRecord & { number: string })[] {
    return this.sql
      .exec<Raw<Row & { number: string }>>(
        `SELECT ${COLUMNS}, number FROM suppressions WHERE number IS NOT NULL`,
      )
      .toArray()
      .map((row) => ({ ...row, active: row.active === 1 }));
  }

  /** D1 has this version: from now on only the digest is kept. */
  noteTold({ digest, scope, version }: SuppressionRecord): void {
    this.sql.exec(
      "UPDATE suppressions SET number = NULL WHERE digest = ? AND scope = ? AND version = ?",
      digest,
      scope,
      version,
    );
  }

  private put(record: SuppressionRecord, number: string | null): void {
    const { digest, scope, active, version, how, by, reason, call_id, at } = record;
    this.sql.exec(
      `INSERT OR REPLACE INTO suppressions (${COLUMNS}, number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      digest,
      scope,
      active ? 1 : 0,
      version,
      how,
      by,
      reason,
      call_id,
      at,
      number,
    );
  }

  private read(where: string, value: string): SuppressionRecord[] {
    return this.sql
      .exec<Raw<Row>>(`SELECT ${COLUMNS} FROM suppressions WHERE ${where}`, value)
      .toArray()
      .map((row) => ({ ...row, active: row.active === 1 }));
  }
}
