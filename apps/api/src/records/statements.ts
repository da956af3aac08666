import type {
  AlertRecord,
  CallRecord,
  DrillRecord,
  OutboxRow,
  RefusalRecord,
  RequestRecord,
  TimelineRecord,
} from "../objects/desk-protocol.ts";
import { toldOfRefusal } from "./refusal-statements.ts";
import { codeCallStatements } from "./code-calls.ts";
import type { Param, Statement } from "../db/statement.ts";

/**
 * The statements that project rows of an outbox; all timeline entries are one of them. Repeats and rows out of order
 * change nothing: newer `version` wins.
 */
export function projections(rows: readonly OutboxRow[]): Statement[] {
  const entries = rows.flatMap((row) => (row.kind === "timeline" ? [row.row] : []));
  const others = rows.flatMap((row) => {
    switch (row.kind) {
      case "request":
        return [request(row.row)];
      case "alert":
        return [alert(row.row), ...mailOfNobody(row.row)];
      case "call":
        return [call(row.row), ...proof(row.row)];
      case "drill":
        return [drill(row.row)];
      case "refusal":
        return [refusal(row.row), ...toldOfRefusal(row.row)];
      case "code_call":
        return codeCallStatements(row.row);
      case "timeline":
        return [];
    }
  });
  return entries.length === 0 ? others : [...others, timeline(entries)];
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

/** Nobody acknowledged: the owners are told by mail as well, once. No text of the alert goes into it. */
function mailOfNobody(row: AlertRecord): Statement[] {
  if (row.state !== "exhausted" || row.test || row.closed_at === null) return [];
  const { id, organization_id, endpoint_id, severity, closed_at } = row;
  return [
    {
      sql: `INSERT INTO outgoing_mail (id, organization_id, user_id, template, data, reference, next_try_at, created_at)
            SELECT 'mai_' || hex(randomblob(13)), organizations.id, members.user_id, 'nobody_acknowledged',
                   json_object('organization', organizations.name, 'endpoint', endpoints.name, 'severity', ?1, 'alert', ?2, 'at', ?3),
                   'exhausted/' || ?2 || '/' || members.user_id, ?3, ?3
              FROM organizations JOIN members ON members.organization_id = organizations.id AND members.role = 'owner'
              LEFT JOIN endpoints ON endpoints.id = ?5 AND endpoints.organization_id = organizations.id
             WHERE organizations.id = ?4 ON CONFLICT (reference) DO NOTHING`,
      params: [severity, id, closed_at, organization_id, endpoint_id],
    },
  ];
}

function call(row: CallRecord): Statement {
  const {
    alert_ids,
    drill_id = null,
    code_call_id = null,
    pbx_country = null,
    eu_only,
    spoken,
    keys,
    ...rest
  } = row;
  return upsertNewer("call_logs", {
    ...rest,
    drill_id,
    code_call_id,
    pbx_country,
    eu_only: eu_only === true ? 1 : 0,
    alert_ids: JSON.stringify(alert_ids),
    spoken: JSON.stringify(spoken),
    keys: JSON.stringify(keys),
  });
}

/** A call that was answered with a key proves its phone, as of that key. An older proof changes nothing. */
function proof({ id, organization_id, phone_id, alert_ids, status, keys, ...row }: CallRecord): Statement[] {
  // An agreement by key is a consent, and no alert has reached anybody yet.
  if (status !== "acknowledged" || row.code_call_id !== undefined) return [];
  const columns = {
    phone_id,
    organization_id,
    proven_at: keys.at(-1)?.at ?? row.ended_at ?? row.started_at,
    call_id: id,
    kind: alert_ids.length === 0 ? "drill" : "alert",
  };
  const guard =
    "excluded.proven_at > phone_proofs.proven_at AND excluded.organization_id = phone_proofs.organization_id";
  const updates = "proven_at = excluded.proven_at, call_id = excluded.call_id, kind = excluded.kind";
  return [upsert("phone_proofs", columns, `(phone_id) DO UPDATE SET ${updates} WHERE ${guard}`)];
}

function drill(row: DrillRecord): Statement {
  const { call_ids, timeline: entries, ...rest } = row;
  return upsertNewer("drills", {
    ...rest,
    call_ids: JSON.stringify(call_ids),
    timeline: JSON.stringify(entries),
  });
}

function refusal({ alert_ids, ...row }: RefusalRecord): Statement {
  return upsertNewer("refusals", { ...row, alert_ids: JSON.stringify(alert_ids) });
}

const TIMELINE = [
  "alert_id",
  "organization_id",
  "seq",
  "at",
  "occurred_at",
  "kind",
  "actor",
  "data",
] as const;

/** One parameter for all of them: D1 has a price for each statement and a limit of parameters. */
function timeline(records: readonly TimelineRecord[]): Statement {
  const rows = records.map(({ alert_id, organization_id, entry }) => {
    const { seq, at, occurred_at = null, kind, actor, data } = entry;
    return [
      alert_id,
      organization_id,
      seq,
      at,
      occurred_at,
      kind,
      JSON.stringify(actor),
      JSON.stringify(data),
    ];
  });
  const values = TIMELINE.map((_, index) => `json_extract(value, '$[${index}]')`);
  return {
    // Without WHERE, SQLite would read ON CONFLICT as part of a join.
    sql: `INSERT INTO timeline_events (${TIMELINE.join(", ")}) SELECT ${values.join(", ")} FROM json_each(?)
          WHERE true ON CONFLICT (alert_id, seq) DO NOTHING`,
    params: [JSON.stringify(rows)],
  };
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
