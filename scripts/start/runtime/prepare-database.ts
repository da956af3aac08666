import type { Migration } from "../../build/migrations.ts";
import type { RunBatch } from "./database.ts";
import { applyMigrations } from "./migrate.ts";
import type { Seed } from "./protocol.ts";

/** Schema first, then this machine's PBXs, then the demo organization where there is none. Answers with the files applied. */
export async function prepareDatabase(
  run: RunBatch,
  migrations: readonly Migration[],
  seed: Seed,
): Promise<string[]> {
  const applied = await applyMigrations(run, migrations);
  const [organizations] = await run([
    { sql: "SELECT 1 FROM organizations LIMIT 1", params: [] },
    ...seed.fleet,
  ]);
  if (organizations?.length === 0) await run(seed.demo);
  return applied;
}
