import { runBatch, type Database } from "@callping/api/db/statement";
import type { D1Database } from "@cloudflare/workers-types";

import type { Migration } from "../../build/migrations.ts";
import { applyMigrations } from "./migrate.ts";
import type { Seed } from "./protocol.ts";

/** Schema first, then this machine's PBXs, then the demo organization where there is none. Answers with the files applied. */
export async function prepareDatabase(
  database: D1Database & Database,
  migrations: readonly Migration[],
  seed: Seed,
): Promise<string[]> {
  const applied = await applyMigrations(database, migrations);
  const first = await database.prepare("SELECT 1 FROM organizations LIMIT 1").first();
  await runBatch(database, first === null ? [...seed.fleet, ...seed.demo] : seed.fleet);
  return applied;
}
