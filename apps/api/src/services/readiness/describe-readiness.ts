import type { Readiness } from "@callping/contract/api/readiness";
import type { FindingSeverity } from "@callping/domain/readiness/finding";
import type { Env } from "../../env.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { auditNow } from "./audit-now.ts";

export type DescribeResult = { ok: true; readiness: Readiness } | { ok: false; error: MissingScope };

/**
 * Who of the actor's organization would not be reached, and why.
 * @param now milliseconds since the epoch
 */
export async function describeReadiness(env: Env, actor: Actor, now: number): Promise<DescribeResult> {
  const forbidden = missingScope(actor, "readiness:read");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const { organizationNumber: number, shards, organizationId } = actor;
  const [{ findings, watcher }, row] = await Promise.all([
    auditNow(env, { number, shards }, now),
    env.DB.prepare("SELECT weekly_mail FROM organizations WHERE id = ?")
      .bind(organizationId)
      .first<Pick<Readiness, "weekly_mail">>(),
  ]);
  const count = (severity: FindingSeverity): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    ok: true,
    readiness: {
      checked_at: new Date(now).toISOString(),
      summary: {
        nobody_reached: count("nobody_reached"),
        fewer_than_planned: count("fewer_than_planned"),
        worth_knowing: count("worth_knowing"),
        watcher: watcher.length,
      },
      findings: findings.map(({ whatToDo, ...finding }) => ({ ...finding, what_to_do: whatToDo })),
      watcher,
      weekly_mail: row?.weekly_mail ?? "findings",
    },
  };
}
