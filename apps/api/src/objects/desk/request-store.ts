import type { HeldQuery, ReceiveResult, RequestRecord, RequestSummary } from "../desk-protocol.ts";

/** Webhooks received: their answers for a day, so that a repeat gets the same one, and their bodies until D1 has them. */
export class RequestStore {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  /** What was answered to this very request, or to an earlier one with the same idempotency key. */
  answered(requestId: string, endpointId: string, idempotencyKey: string | null): ReceiveResult | null {
    const rows = this.sql
      .exec<{ answer: string }>(
        "SELECT answer FROM requests WHERE id = ? UNION ALL SELECT answer FROM requests WHERE endpoint_id = ? AND idempotency_key = ? LIMIT 1",
        requestId,
        endpointId,
        idempotencyKey,
      )
      .toArray();
    return rows[0] === undefined ? null : (JSON.parse(rows[0].answer) as ReceiveResult);
  }

  save(
    record: RequestRecord,
    receivedAt: number,
    idempotencyKey: string | null,
    answer: ReceiveResult,
  ): void {
    this.sql.exec(
      "INSERT INTO requests (id, endpoint_id, idempotency_key, received_at, answer, record) VALUES (?, ?, ?, ?, ?, ?)",
      record.id,
      record.endpoint_id,
      idempotencyKey,
      receivedAt,
      JSON.stringify(answer),
      JSON.stringify(record),
    );
  }

  record(requestId: string): RequestRecord | null {
    const record = this.sql
      .exec<{ record: string | null }>("SELECT record FROM requests WHERE id = ?", requestId)
      .toArray()[0]?.record;
    return record == null ? null : (JSON.parse(record) as RequestRecord);
  }

  /** Those of an endpoint that D1 may not have yet, newest first, each with the beginning of its body. */
  held({ endpoint_id, limit, body_characters, before }: HeldQuery): RequestSummary[] {
    const rows = this.sql.exec<{ record: string; cut: number }>(
      `SELECT json_set(record, '$.body', substr(json_extract(record, '$.body'), 1, ?)) AS record,
              length(json_extract(record, '$.body')) > ? AS cut
         FROM requests WHERE endpoint_id = ? AND record IS NOT NULL AND (received_at, id) < (?, ?)
        ORDER BY received_at DESC, id DESC LIMIT ?`,
      body_characters,
      body_characters,
      endpoint_id,
      before?.received_at ?? Number.MAX_SAFE_INTEGER,
      before?.id ?? "",
      limit,
    );
    return rows.toArray().map(({ record, cut }) => {
      const { organization_id: _, ...request } = JSON.parse(record) as RequestRecord;
      return { ...request, body_truncated: cut === 1 };
    });
  }

  /** D1 has it: the body leaves this object. */
  dropRecord(requestId: string): void {
    this.sql.exec("UPDATE requests SET record = NULL WHERE id = ?", requestId);
  }

  prune(before: number): void {
    this.sql.exec("DELETE FROM requests WHERE received_at < ? AND record IS NULL", before);
  }
}
