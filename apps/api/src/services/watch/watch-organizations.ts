import type { Env } from "../../env.ts";
import { deskName } from "../../objects/names.ts";

const EVERY_MS = 3_600_000;
/** Organizations looked at in one minute: 12,000 an hour. */
const MOST_AT_ONCE = 200;
/** Few: on one machine every Desk that wakes takes time from those that ring. */
const AT_ONCE = 5;
/** Alerts that changed later than this may differ between D1 and a Desk: projections lag. */
const SETTLED_MS = 5 * 60_000;

interface Watched {
  id: string;
  number: number;
  shards: number;
}

/**
 * The hourly round of the watcher: every Desk looks at its own alerts, and at those that D1 has open. What no Desk of the
 * organization knows is lost, and an operator is rung for it.
 * @param now milliseconds since the epoch
 */
export async function watchOrganizations(env: Env, now: number): Promise<void> {
  // Claimed first: an organization that fails is looked at in an hour again, and holds up no other.
  const { results } = await env.DB.prepare(
    `UPDATE organizations SET watched_at = ?1 WHERE id IN (
       SELECT id FROM organizations WHERE coalesce(watched_at, created_at) <= ?2
        ORDER BY coalesce(watched_at, created_at) LIMIT ?3)
     RETURNING id, number, shards`,
  )
    .bind(new Date(now).toISOString(), new Date(now - EVERY_MS).toISOString(), MOST_AT_ONCE)
    .all<Watched>();
  for (let start = 0; start < results.length; start += AT_ONCE) {
    const some = results.slice(start, start + AT_ONCE);
    const done = await Promise.allSettled(some.map((organization) => watchOne(env, organization, now)));
    for (const result of done)
      if (result.status === "rejected")
        console.error("the watcher did not reach a Desk", String(result.reason));
  }
}

async function watchOne(env: Env, { id, number, shards }: Watched, now: number): Promise<void> {
  const { results } = await env.DB.prepare(
    `SELECT id FROM alerts WHERE organization_id = ? AND state IN ('triggered', 'acknowledged') AND updated_at < ?
      ORDER BY created_at DESC LIMIT 1000`,
  )
    .bind(id, new Date(now - SETTLED_MS).toISOString())
    .all<{ id: string }>();
  let unknown = results.map((row) => row.id);
  for (let shard = 0; shard < shards; shard += 1)
    unknown = await env.DESK.getByName(deskName(number, shard)).watchAlerts(unknown);
  if (unknown.length > 0) await env.DESK.getByName(deskName(number, 0)).noteUnknown(unknown);
}
