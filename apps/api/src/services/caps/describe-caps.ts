import type { CapsView, OperatorCaps } from "@callping/contract/api/caps";
import { withReserve } from "@callping/domain/caps/decide-cap";
import { DEFAULT_LIMITS } from "@callping/domain/caps/limits";
import type { Env } from "../../env.ts";
import { deskName } from "../../objects/names.ts";
import type { DeskOwner } from "../organizations/push-snapshot.ts";
import { type LimitsRow, ownLimits } from "./limits-row.ts";
import { switchedOn } from "./list-countries.ts";
import type { Target } from "./target.ts";

const DAY_MS = 24 * 3600 * 1000;

type Row = LimitsRow & { stopped_reason: string | null; stopped_at: string | null };

/**
 * What an organization may spend today and has spent.
 * @param now milliseconds since the epoch
 * @throws when a Desk cannot be reached: without it nobody knows what was spent
 */
export async function describeCaps(
  env: Pick<Env, "DB" | "DESK">,
  { id, number, shards }: DeskOwner & { id: string },
  now: number,
): Promise<CapsView> {
  const names = Array.from({ length: shards }, (_, shard) => deskName(number, shard));
  const [row, ...reports] = await Promise.all([
    env.DB.prepare("SELECT * FROM organization_limits WHERE organization_id = ?").bind(id).first<Row>(),
    ...names.map((name) => env.DESK.getByName(name).watchReport()),
  ]);
  const limits = { ...DEFAULT_LIMITS, ...(row === null ? null : ownLimits(row)) };
  const sum = (name: "calls" | "newDestinations" | "units"): number =>
    reports.reduce((total, { spent }) => total + (spent?.[name] ?? 0), 0);
  const cap = (name: CapsView["caps"][number]["name"], limit: number, used: number) => ({
    name,
    limit,
    limit_for_critical: withReserve(limit),
    used,
  });
  return {
    caps: [
      cap("calls_per_day", limits.callsPerDay, sum("calls")),
      cap("new_destinations_per_day", limits.newDestinationsPerDay, sum("newDestinations")),
      cap("units_per_day", limits.unitsPerDay, sum("units")),
    ],
    resets_at: new Date((Math.floor(now / DAY_MS) + 1) * DAY_MS).toISOString(),
    calls_stopped:
      row?.calls_stopped === 1 ? { at: row.stopped_at ?? "", reason: row.stopped_reason ?? "" } : null,
  };
}

/** The same for an operator. */
export async function describeCapsOf(
  env: Pick<Env, "DB" | "DESK">,
  target: Target,
  now: number,
): Promise<OperatorCaps> {
  const [caps, countries] = await Promise.all([
    describeCaps(env, target, now),
    switchedOn(env.DB, target.id),
  ]);
  return { organization: { id: target.id, name: target.name }, ...caps, countries };
}
