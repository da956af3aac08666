import { auditOrganization } from "@callping/domain/readiness/audit";
import { type Finding, inOrder } from "@callping/domain/readiness/finding";
import { auditHeldBack } from "@callping/domain/readiness/held-back";
import type { Env } from "../../env.ts";
import type { WatchReport } from "../../objects/desk-protocol.ts";
import { deskName } from "../../objects/names.ts";
import { loadNumberPolicy } from "../numbers/load-policy.ts";
import { buildSnapshot } from "../organizations/build-snapshot.ts";
import type { DeskOwner } from "../organizations/push-snapshot.ts";
import { toAudited } from "./to-audited.ts";

export interface Audit {
  findings: Finding[];
  watcher: WatchReport["findings"];
}

/**
 * The audit of an organization as it is now, with what its Desks alone know.
 * @param now milliseconds since the epoch
 * @throws when a Desk cannot be reached: an audit without its objections would say too little.
 */
export async function auditNow(
  env: Pick<Env, "DB" | "DESK" | "DEPLOYMENT" | "NUMBER_HASH_KEY">,
  { number, shards }: DeskOwner,
  now: number,
): Promise<Audit> {
  const names = Array.from({ length: shards }, (_, shard) => deskName(number, shard));
  const [snapshot, policy, ...reports] = await Promise.all([
    buildSnapshot(env, number),
    loadNumberPolicy(env.DB),
    ...names.map((name) => env.DESK.getByName(name).watchReport()),
  ]);
  if (snapshot === null) throw new Error(`organization ${number} is not there`);
  const objections = new Set(reports.flatMap((report) => report.objections));
  const facts = { objections, deployment: env.DEPLOYMENT, policy };
  const findings = auditOrganization(toAudited(snapshot, facts), now);
  const held = reports.flatMap(({ refusals = [] }) =>
    refusals.map(({ reason, version: count }) => ({ reason, count })),
  );
  const { id, name, calls_stopped } = snapshot.organization;
  const heldBack = auditHeldBack({ id, name, isStopped: calls_stopped === true }, held);
  return {
    findings: inOrder([...findings, ...heldBack]),
    watcher: reports.flatMap((report) => report.findings),
  };
}
