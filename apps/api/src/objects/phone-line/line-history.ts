import type { LineState } from "@callping/domain/lines/line";
import { CALL_WINDOW_SECONDS } from "@callping/domain/lines/decide";
import type { CallRow } from "./rows.ts";

/** After a PBX is lost its carrier may ring on: `busy` within this time is the ghost, not the person. */
export const GHOST_SECONDS = 30;

type RawLine = {
  last_ended_at: number | null;
  last_ended_organization: string | null;
  ghost_until: number;
  recent: string;
};

/** What a number went through lately: cooldown, call cap, ghost leg. */
export class LineHistory {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  /** @param drill the live call only tests the phone */
  state(number: string, live: CallRow | null, drill = false): LineState {
    const row = this.row(number);
    return {
      live:
        live === null
          ? null
          : {
              callId: live.call_id,
              organizationId: live.organization_id,
              absorbs: live.phase !== "answered",
              drill,
            },
      lastEnded:
        row?.last_ended_at == null || row.last_ended_organization === null
          ? null
          : { at: row.last_ended_at, organizationId: row.last_ended_organization },
      recentStarts: row === null ? [] : (JSON.parse(row.recent) as LineState["recentStarts"]),
    };
  }

  /** Notes a call that reached the person's telephone; trunk failures never rang anybody. */
  noteEnd(number: string, organizationId: string, startedAt: number, now: number): void {
    const recent = this.recentOf(number, now);
    this.sql.exec(
      `INSERT INTO lines (number, last_ended_at, last_ended_organization, recent) VALUES (?, ?, ?, ?)
       ON CONFLICT (number) DO UPDATE SET last_ended_at = excluded.last_ended_at,
         last_ended_organization = excluded.last_ended_organization, recent = excluded.recent`,
      number,
      now,
      organizationId,
      JSON.stringify([...recent, { at: startedAt, organizationId }]),
    );
  }

  /** The same of a drill: later drills see it, and no alert is held back for it. */
  noteDrillEnd(number: string, organizationId: string, startedAt: number, now: number): void {
    const recent = [...this.recentOf(number, now), { at: startedAt, organizationId, drill: true }];
    this.sql.exec(
      "INSERT INTO lines (number, recent) VALUES (?, ?) ON CONFLICT (number) DO UPDATE SET recent = excluded.recent",
      number,
      JSON.stringify(recent),
    );
  }

  /** A leg was lost with its PBX; the carrier may still ring it. */
  noteGhost(number: string, now: number): void {
    this.sql.exec(
      "INSERT INTO lines (number, ghost_until) VALUES (?, ?) ON CONFLICT (number) DO UPDATE SET ghost_until = excluded.ghost_until",
      number,
      now + GHOST_SECONDS * 1000,
    );
  }

  isGhostly(number: string, now: number): boolean {
    return (this.row(number)?.ghost_until ?? 0) > now;
  }

  private recentOf(number: string, now: number): LineState["recentStarts"] {
    return this.state(number, null).recentStarts.filter(
      (start) => (typeof start === "number" ? start : start.at) > now - CALL_WINDOW_SECONDS * 1000,
    );
  }

  private row(number: string): RawLine | null {
    const rows = this.sql.exec<RawLine>(
      "SELECT last_ended_at, last_ended_organization, ghost_until, recent FROM lines WHERE number = ?",
      number,
    );
    return rows.toArray()[0] ?? null;
  }
}
