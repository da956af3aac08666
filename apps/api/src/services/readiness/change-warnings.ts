import type { ChangeWarnings } from "@callping/contract/api/readiness";
import { auditOrganization } from "@callping/domain/readiness/audit";
import { type Finding, newFindings } from "@callping/domain/readiness/finding";
import type { Env } from "../../env.ts";
import { loadNumberPolicy } from "../numbers/load-policy.ts";
import { buildSnapshot } from "../organizations/build-snapshot.ts";
import type { Actor } from "../permission.ts";
import { toAudited } from "./to-audited.ts";

/** Tells what has come about since it was made. */
export type WarningsSince = () => Promise<ChangeWarnings>;

/** Remembers who is not reached before a change. A number that objected a moment ago may be known to the Desk alone. */
export async function watchChange(
  env: Env,
  { organizationNumber }: Actor,
  now: string,
): Promise<WarningsSince> {
  const audit = async (): Promise<Finding[]> => {
    const [snapshot, policy] = await Promise.all([
      buildSnapshot(env, organizationNumber),
      loadNumberPolicy(env.DB),
    ]);
    if (snapshot === null) return [];
    const facts = { objections: new Set<string>(), deployment: env.DEPLOYMENT, policy };
    return auditOrganization(toAudited(snapshot, facts), Date.parse(now));
  };
  const before = await audit();
  return async () =>
    newFindings(before, await audit()).map(({ code, subject, message, whatToDo }) => ({
      path: `${subject.kind} ${subject.id}`,
      reason: code,
      message: `${message} ${whatToDo}`,
    }));
}
