import { PROOF_DAYS, type ReachabilityView } from "@callping/contract/api/drills";
import { maskNumber } from "@callping/domain/numbers/mask";
import type { Database } from "../../db/statement.ts";
import { AFTER_NOTHING, type Page, type PageRequest, toPage } from "../page.ts";

export interface ReachabilityFilter {
  organizationId: string;
  reachability: ReachabilityView["reachability"] | undefined;
  /** Milliseconds since the epoch, by phone. */
  ahead: ReadonlyMap<string, number | null>;
}

interface Row {
  id: string;
  label: string;
  number: string;
  is_primary: 0 | 1;
  enabled: 0 | 1;
  verified: 0 | 1;
  member_id: string;
  member_name: string;
  reachability: ReachabilityView["reachability"];
  proven_at: string | null;
  kind: ReachabilityView["proven_by"];
  call_id: string | null;
  created_at: string;
}

/**
 * Every phone of an organization with when it was last proven, newest phone first.
 * @param now milliseconds since the epoch
 */
export async function listReachability(
  db: Database,
  { organizationId, reachability, ahead }: ReachabilityFilter,
  page: PageRequest,
  now: number,
): Promise<Page<ReachabilityView>> {
  const { at, id } = page.after ?? AFTER_NOTHING;
  const staleBefore = new Date(now - PROOF_DAYS * 86_400_000).toISOString();
  const { results } = await db
    .prepare(
      `SELECT * FROM (
         SELECT phones.id, phones.label, phones.number, phones.is_primary, phones.enabled, phones.verified_at IS NOT NULL AS verified,
                phones.member_id, users.name AS member_name, phones.created_at, phone_proofs.proven_at, phone_proofs.kind, phone_proofs.call_id,
                CASE WHEN proven_at IS NULL THEN 'never' WHEN proven_at < ? THEN 'stale' ELSE 'proven' END AS reachability
           FROM phones JOIN members ON members.id = phones.member_id JOIN users ON users.id = members.user_id
           LEFT JOIN phone_proofs ON phone_proofs.phone_id = phones.id AND phone_proofs.organization_id = phones.organization_id
          WHERE phones.organization_id = ? AND (phones.created_at, phones.id) < (?, ?))
        WHERE reachability = coalesce(?, reachability) ORDER BY created_at DESC, id DESC LIMIT ?`,
    )
    .bind(staleBefore, organizationId, at, id, reachability ?? null, page.limit + 1)
    .all<Row>();
  const { items, next } = toPage(results, page.limit, (row) => ({ at: row.created_at, id: row.id }));
  return { items: items.map((row) => toView(row, ahead.get(row.id) ?? null)), next };
}

function toView(row: Row, nextAt: number | null): ReachabilityView {
  return {
    phone_id: row.id,
    label: row.label,
    number: maskNumber(row.number),
    primary: row.is_primary === 1,
    enabled: row.enabled === 1,
    verified: row.verified === 1,
    member: { id: row.member_id, name: row.member_name },
    reachability: row.reachability,
    last_proven_at: row.proven_at,
    proven_by: row.kind,
    call_id: row.call_id,
    next_drill_at: nextAt === null ? null : new Date(nextAt).toISOString(),
  };
}
