import type { CountingRule } from "@callping/domain/rules/choose-rule";
import { countedWith, type Moments } from "@callping/domain/rules/count";

/** What an event is counted by. */
export interface Counted {
  endpointId: string;
  dedupKey: string;
}

/** Most counts that one Desk keeps over an hour. Those that end first are forgotten first: their rules count anew. */
const MOST_COUNTS = 20_000;

/** How often rules with a count saw what they are about: written in the commit of the webhook that counts. */
export class RuleCounts {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  earlier(scenarioId: string, rule: CountingRule, event: Counted): Moments {
    const rows = this.sql.exec<{ moments: string }>(
      "SELECT moments FROM rule_counts WHERE id = ?",
      idOf(scenarioId, rule, event),
    );
    const [row] = rows.toArray();
    return row === undefined ? [] : (JSON.parse(row.moments) as number[]);
  }

  /** Counts an event for some rules. `times`: how many webhooks it stands for. */
  add(scenarioId: string, rules: readonly CountingRule[], event: Counted, now: number, times: number): void {
    for (const rule of rules) {
      const moments = countedWith(rule.count, this.earlier(scenarioId, rule, event), now, times);
      this.sql.exec(
        `INSERT INTO rule_counts (id, until, moments) VALUES (?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET until = excluded.until, moments = excluded.moments`,
        idOf(scenarioId, rule, event),
        now + rule.count.withinSeconds * 1000,
        JSON.stringify(moments),
      );
    }
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

/** A rule's id is its scenario's own. Several endpoints may share a scenario, and each counts for itself. */
function idOf(scenarioId: string, { id, count }: CountingRule, { endpointId, dedupKey }: Counted): string {
  return JSON.stringify([scenarioId, id, endpointId, ...(count.per === "dedup_key" ? [dedupKey] : [])]);
}
