import { runBatch, type Database } from "@callping/api/db/statement";
import type { D1Database } from "@cloudflare/workers-types";

import type { Migration } from "../../build/migrations.ts";
import { applyMigrations } from "./migrate.ts";
import type { Seed } from "./protocol.ts";

/** More in one batch, and the simulated database gives the request up. The demo alone is far less. */
const BATCH_STATEMENTS = 250;

/** Schema first, then this machine's PBXs, then the demo organization where there is none. Answers with the files applied. */
export async function prepareDatabase(
  database: D1Database & Database,
  migrations: readonly Migration[],
  seed: Seed,
): Promise<string[]> {
  const applied = await applyMigrations(database, migrations);
  const first = await database.prepare("SELECT 1 FROM organizations LIMIT 1").first();
  await runBatch(database, seed.fleet);
  if (first === null) await seedOrganizations(database, seed.demo);
  return applied;
}

async function seedOrganizations(database: Database, statements: Seed["demo"]): Promise<void> {
  for (let start = 0; start < statements.length; start += BATCH_STATEMENTS) {
    await runBatch(database, statements.slice(start, start + BATCH_STATEMENTS));
  }
}
