import type { HeartbeatState } from "@callping/domain/heartbeats/heartbeat";
import { NEVER_PINGED } from "@callping/domain/heartbeats/heartbeat";

/** What was heard of each heartbeat. A row an endpoint; pings themselves are kept only when they change something. */
export class HeartbeatStore {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  get(endpointId: string): HeartbeatState {
    const rows = this.sql
      .exec<{ state: string }>("SELECT state FROM heartbeats WHERE endpoint_id = ?", endpointId)
      .toArray();
    return rows[0] === undefined ? NEVER_PINGED : (JSON.parse(rows[0].state) as HeartbeatState);
  }

  /** Endpoints that have pinged. */
  known(): string[] {
    return this.sql
      .exec<{ endpoint_id: string }>("SELECT endpoint_id FROM heartbeats")
      .toArray()
      .map((row) => row.endpoint_id);
  }

  save(endpointId: string, state: HeartbeatState): void {
    this.sql.exec(
      "INSERT OR REPLACE INTO heartbeats (endpoint_id, state) VALUES (?, ?)",
      endpointId,
      JSON.stringify(state),
    );
  }

  remove(endpointId: string): void {
    this.sql.exec("DELETE FROM heartbeats WHERE endpoint_id = ?", endpointId);
  }
}
