import type {
  AlertRecord,
  CallRecord,
  OutboxRow,
  RequestRecord,
  TimelineRecord,
} from "../objects/desk-protocol.ts";
import type { Param, Statement } from "../db/statement.ts";

/** The statement that projects one outbox row. Repeats and rows out of order change nothing: newer `version` wins. */
export function projection(row: OutboxRow): Statement {
  switch (row.kind) {
    case "request":
      return request(row.row);
    case "alert":
      return alert(row.row);
    case "timeline":
      return timeline(row.row);
    case "call":
      return call(row.row);
  }
}

function request(row: RequestRecord): Statement {
  const { headers, alert_ids, ...rest } = row;
  return upsert(
    "incoming_requests",
    { ...rest, headers: JSON.stringify(headers), alert_ids: JSON.stringify(alert_ids) },
    "(id) DO NOTHING",
  );
}

function alert(row: AlertRecord): Statement {
  return upsertNewer("alerts", { ...row, test: row.test ? 1 : 0 });
}

function call(row: CallRecord): Statement {
  const { alert_ids, spoken, keys, ...rest } = row;
  return upsertNewer("call_logs", {
    ...rest,
    alert_ids: JSON.stringify(alert_ids),
    spoken: JSON.stringify(spoken),
    keys: JSON.stringify(keys),
  });
}

function timeline({ alert_id, organization_id, entry }: TimelineRecord): Statement {
  const { seq, at, occurred_at = null, kind, actor, data } = entry;
  const columns = {
    alert_id,
    organization_id,
    seq,
    at,
    occurred_at,
    kind,
    actor: JSON.stringify(actor),
    data: JSON.stringify(data),
  };
  return upsert("timeline_events", columns, "(alert_id, seq) DO NOTHING");
}

function upsertNewer(
  table: string,
  columns: Record<string, Param> & { id: string; version: number },
): Statement {
  const names = Object.keys(columns).filter((name) => name !== "id" && name !== "organization_id");
  const updates = names.map((name) => `${name} = excluded.${name}`).join(", ");
  // An id never changes hands, whatever a message says.
  const guard = `excluded.version > ${table}.version AND excluded.organization_id = ${table}.organization_id`;
  return upsert(table, columns, `(id) DO UPDATE SET ${updates} WHERE ${guard}`);
}

function upsert(table: string, columns: Record<string, Param>, conflict: string): Statement {
  const names = Object.keys(columns);
  return {
    sql: `INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")}) ON CONFLICT ${conflict}`,
    params: Object.values(columns),
  };
}
