import type { CallScript } from "@callping/domain/calls/script-types";
import type { Leg, LegState } from "./leg.ts";

/** Legs are remembered this long: an order for a known leg is refused, since the same id after its end would ring again. */
const LEDGER_MS = 24 * 3600 * 1000;

type Row = Omit<Leg, "script" | "state"> & { state: string; script: string | null } & Record<
    string,
    SqlStorageValue
  >;
const COLUMNS = "leg_id, channel_id, call_id, line, trunk_id, ring_seconds, created_at, state, script";

/** The legs of this PBX. Live ones are held in memory as well, written through; ended ones are read when asked for. */
export class Ledger {
  private readonly sql: SqlStorage;
  private readonly byLeg = new Map<string, Leg>();
  private readonly byChannelId = new Map<string, Leg>();

  constructor(sql: SqlStorage) {
    this.sql = sql;
    for (const row of sql.exec<Row>(`SELECT ${COLUMNS} FROM leg WHERE ended = 0`)) this.hold(toLeg(row));
  }

  /** Live legs. */
  live(): Leg[] {
    return [...this.byLeg.values()];
  }

  liveByChannel(channelId: string): Leg | null {
    return this.byChannelId.get(channelId) ?? null;
  }

  inFlight(trunkId: string): number {
    let count = 0;
    for (const leg of this.byLeg.values()) if (leg.trunk_id === trunkId) count += 1;
    return count;
  }

  /** A leg of the last 24 hours. */
  find(legId: string): Leg | null {
    const live = this.byLeg.get(legId);
    if (live !== undefined) return live;
    const [row] = this.sql.exec<Row>(`SELECT ${COLUMNS} FROM leg WHERE leg_id = ?`, legId).toArray();
    return row === undefined ? null : toLeg(row);
  }

  add(leg: Leg): void {
    this.sql.exec(
      `INSERT INTO leg (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      leg.leg_id,
      leg.channel_id,
      leg.call_id,
      leg.line,
      leg.trunk_id,
      leg.ring_seconds,
      leg.created_at,
      JSON.stringify(leg.state),
      JSON.stringify(leg.script),
    );
    this.hold(leg);
  }

  save(leg: Leg): void {
    this.sql.exec("UPDATE leg SET state = ? WHERE leg_id = ?", JSON.stringify(leg.state), leg.leg_id);
  }

  replaceScript(leg: Leg, script: CallScript): void {
    leg.script = script;
    this.sql.exec(
      "UPDATE leg SET script = ?, state = ? WHERE leg_id = ?",
      JSON.stringify(script),
      JSON.stringify(leg.state),
      leg.leg_id,
    );
  }

  /** The leg is over: its words go, what remains are codes and times. */
  end(leg: Leg): void {
    leg.script = null;
    leg.state = { ...leg.state, call: null, warm: null };
    this.sql.exec(
      "UPDATE leg SET ended = 1, script = NULL, state = ? WHERE leg_id = ?",
      JSON.stringify(leg.state),
      leg.leg_id,
    );
    this.byLeg.delete(leg.leg_id);
    this.byChannelId.delete(leg.channel_id);
  }

  prune(now: number): void {
    this.sql.exec("DELETE FROM leg WHERE ended = 1 AND created_at < ?", now - LEDGER_MS);
  }

  private hold(leg: Leg): void {
    this.byLeg.set(leg.leg_id, leg);
    this.byChannelId.set(leg.channel_id, leg);
  }
}

/** The rows are this class's own writing. */
function toLeg(row: Row): Leg {
  const { state, script, ...rest } = row;
  return {
    ...rest,
    state: JSON.parse(state) as LegState,
    script: script === null ? null : (JSON.parse(script) as CallScript),
  };
}
