import type { CountingRule } from "@callping/domain/rules/choose-rule";
import { countedWith, type Moments, type RuleCount } from "@callping/domain/rules/count";
import type { SnapshotEndpoint } from "../desk-protocol.ts";

/** Most counts that one Desk keeps over an hour. Those that end first are forgotten first: their rules count anew. */
const MOST_COUNTS = 20_000;

/**
 * What a rule counts an event under. A rule's id is its scenario's own, and of several endpoints that share a scenario
 * each counts for itself.
 */
export function countId(
  { id, scenario_id }: Pick<SnapshotEndpoint, "id" | "scenario_id">,
  rule: CountingRule,
  dedupKey: string,
): string {
  return JSON.stringify([scenario_id, rule.id, id, ...(rule.count.per === "dedup_key" ? [dedupKey] : [])]);
}

/** How often rules with a count saw what they are about: written in the commit of the webhook that counts. */
export class RuleCounts {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  earlier(id: string): Moments {
    const rows = this.sql.exec<{ moments: string }>("SELECT moments FROM rule_counts WHERE id = ?", id);
    const [row] = rows.toArray();
    return row === undefined ? [] : (JSON.parse(row.moments) as number[]);
  }

  /** Counts an event. `times`: how many webhooks it stands for. */
  add(id: string, count: RuleCount, now: number, times: number): void {
    this.sql.exec(
      `INSERT INTO rule_counts (id, until, moments) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET until = excluded.until, moments = excluded.moments`,
      id,
      now + count.withinSeconds * 1000,
      JSON.stringify(countedWith(count, this.earlier(id), now, times)),
    );
  }

  /** Forgets counts whose time is over, and the oldest beyond the bound. */
  prune(now: number, most = MOST_COUNTS): void {
    this.sql.exec("DELETE FROM rule_counts WHERE until <= ?", now);
    this.sql.exec(
      "DELETE FROM rule_counts WHERE id IN (SELECT id FROM rule_counts ORDER BY until DESC LIMIT -1 OFFSET ?)",
      most,
    );
  }
}
