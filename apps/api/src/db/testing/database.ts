import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { vi } from "vitest";
import { unstable_splitSqlQuery } from "wrangler";

/** A call of D1 from Node takes 16 ms, and workerd starts slowly beside other tests. */
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const MIGRATIONS = join(import.meta.dirname, "../../../migrations");

export interface TestStores {
  db: D1Database;
  audio: R2Bucket;
  dispose(): Promise<void>;
}

/** A real D1 (workerd's) with every migration applied, and a real R2 bucket; for one test file. */
export async function openTestStores(): Promise<TestStores> {
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      script: "export default { fetch: () => new Response() }",
      compatibilityDate: "2026-11-01",
      d1Databases: ["DB"],
      r2Buckets: ["AUDIO"],
      cf: false,
    }),
  );
  const db: D1Database = await miniflare.getD1Database("DB");
  for (const file of (await readdir(MIGRATIONS)).toSorted()) {
    const statements = unstable_splitSqlQuery(await readFile(join(MIGRATIONS, file), "utf8"));
    await db.batch(statements.map((sql) => db.prepare(sql)));
  }
  // Miniflare types the same bucket with Node's streams.
  const audio = (await miniflare.getR2Bucket("AUDIO")) as unknown as R2Bucket;
  return { db, audio, dispose: () => miniflare.dispose() };
}
