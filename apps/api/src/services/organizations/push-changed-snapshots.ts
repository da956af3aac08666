import type { Env } from "../../env.ts";
import { type DeskOwner, pushSnapshot } from "./push-snapshot.ts";

/** Organizations given their new configuration in one sweep; the rest waits a minute. */
const MOST_AT_ONCE = 100;

/**
 * The sweep of each minute: every Desk whose organization has changed since its last snapshot gets the new one. A change
 * is pushed when it is made; this catches pushes that failed. One that fails again stays lagging and is tried next minute.
 */
export async function pushChangedSnapshots(env: Env): Promise<void> {
  const { results } = await env.DB.prepare(
    "SELECT number, shards FROM organizations WHERE pushed_version <> config_version ORDER BY number LIMIT ?",
  )
    .bind(MOST_AT_ONCE)
    .all<DeskOwner>();
  const pushed = await Promise.allSettled(results.map((organization) => pushSnapshot(env, organization)));
  const failed = pushed.filter((result) => result.status === "rejected");
  if (failed.length > 0)
    console.error(`${failed.length} Desks did not get their new configuration`, String(failed[0]?.reason));
}
