import { type Routing, type RoutingSet, RoutingWrittenSchema } from "@callping/contract/api/organization";
import { checkNumber } from "@callping/domain/numbers/check-number";
import { type Database, runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { loadFleet } from "../fleet/load-fleet.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { pbxAcceptsPhone, pbxIsInside } from "../pbx-registry.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { buildSnapshot } from "./build-snapshot.ts";
import { pushChange } from "./push-snapshot.ts";

type SetResult = { ok: true; set: RoutingSet } | { ok: false; error: MissingScope | InvalidBody };

/** How an organization's calls may leave. */
export async function readRouting(db: Database, organizationId: string): Promise<Routing> {
  const row = await db
    .prepare("SELECT eu_only FROM organizations WHERE id = ?")
    .bind(organizationId)
    .first<{ eu_only: 0 | 1 }>();
  return { eu_only: row?.eu_only === 1 };
}

/**
 * Puts the fence up or takes it down. Up, calls leave by PBXs in the EU and the EEA only; whoever cannot be reached that
 * way is named in the warnings.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function setRouting(env: Env, actor: Actor, input: unknown, now: string): Promise<SetResult> {
  const forbidden = missingScope(actor, "organization:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(RoutingWrittenSchema, input);
  if (!parsed.ok) return parsed;
  const { eu_only } = parsed.value;
  const { organizationId } = actor;
  const before = await readRouting(env.DB, organizationId);
  await runBatch(env.DB, [
    {
      sql: "UPDATE organizations SET eu_only = ? WHERE id = ?",
      params: [Number(eu_only), organizationId],
    },
    auditStatement({
      organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: "organization.routing_set",
      subject: organizationId,
      detail: { to: { eu_only }, from: before },
      at: now,
    }),
  ]);
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  const warnings = eu_only ? await unreachable(env, actor.organizationNumber) : [];
  return { ok: true, set: { eu_only, warnings, in_effect } };
}

/** Phones that no PBX within the fence may carry, however healthy. */
async function unreachable(env: Env, organizationNumber: number): Promise<string[]> {
  const [fleet, snapshot] = await Promise.all([loadFleet(env.DB), buildSnapshot(env, organizationNumber)]);
  const inside = fleet.pbxs.filter((pbx) => pbx.enabled && pbxIsInside(pbx, true));
  const stranded = (snapshot?.phones ?? []).filter(({ number, enabled }) => {
    const checked = checkNumber(number, { ...fleet.policy, fictionAllowed: env.DEPLOYMENT === "local" });
    return enabled && checked.ok && !inside.some((pbx) => pbxAcceptsPhone(pbx, checked));
  });
  return stranded.map(
    ({ label, id }) =>
      `No PBX in the EU or EEA may call ${label} (${id}): calls there end as no_permitted_route.`,
  );
}
