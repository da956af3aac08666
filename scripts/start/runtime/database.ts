import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Statement } from "@callping/api/db/statement";
import type { Miniflare, WorkerOptions } from "miniflare";

const NAME = "callping-database";
const SECRET = randomBytes(24).toString("base64url");

export type Row = Record<string, unknown>;

/**
 * Runs statements as one transaction; answers the rows of each. Miniflare's own handle for Node makes a request of
 * every `prepare` and every `bind`: on a busy machine a thousand statements took a minute, and some never came back.
 */
export type RunBatch = (statements: readonly Statement[]) => Promise<Row[][]>;

/** The Worker behind `runBatchOn`, to stand in the instance that has the database. */
export function databaseWorker(binding: string): WorkerOptions {
  const contents = readFileSync(join(import.meta.dirname, "database-worker.mjs"), "utf8");
  return {
    config: {
      name: NAME,
      compatibilityDate: "2026-01-01",
      manifest: {
        mainModule: "index.mjs",
        modulesRoot: import.meta.dirname,
        modules: { "index.mjs": { type: "esm", contents } },
      },
      env: { DB: { type: "d1", id: binding }, SECRET: { type: "text", value: SECRET } },
    },
  };
}

export async function runBatchOn(instance: Miniflare, statements: readonly Statement[]): Promise<Row[][]> {
  const worker = await instance.getWorker(NAME);
  const response = await worker.fetch("http://database/", {
    method: "POST",
    headers: { authorization: SECRET },
    body: JSON.stringify(statements),
  });
  if (!response.ok) throw new Error(`the database's Worker answered ${response.status}`);
  const answer = (await response.json()) as { ok: true; rows: Row[][] } | { ok: false; reason: string };
  if (!answer.ok) throw new Error(`the database refused a batch: ${answer.reason}`);
  return answer.rows;
}
