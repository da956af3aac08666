import { createId } from "@callping/contract/ids";
import { type Database, insertRows, type Param, runBatch } from "../../db/statement.ts";

/** How long measurements are kept. */
const KEPT_MS = 90 * 86_400_000;

interface CanaryFacts {
  pbx_id: string;
  trunk_id: string;
  region: string;
  at: number;
  ok: boolean | null;
  outcome: string | null;
}

/** Keeps how a test call went in `status_checks`. @param ringingMs from the INVITE to its ringing */
export async function recordCanary(
  db: Database,
  canary: CanaryFacts,
  ringingMs: number | null,
): Promise<void> {
  const { pbx_id, trunk_id, region, outcome } = canary;
  await insertCheck(db, canary.at, {
    kind: "canary",
    region,
    pbx_id,
    trunk_id,
    ok: canary.ok === true ? 1 : 0,
    outcome,
    milliseconds: ringingMs,
  });
}

/** Keeps how long webhooks took to ring in a region: median and 99th percentile of so many first calls. */
export async function recordRinging(
  db: Database,
  at: number,
  { region, p50, p99, calls }: { region: string; p50: number; p99: number; calls: number },
): Promise<void> {
  const row = { kind: "webhook_to_ringing", region, ok: 1, milliseconds: p50, p99_milliseconds: p99, calls };
  await insertCheck(db, at, row);
}

async function insertCheck(db: Database, at: number, facts: Record<string, Param>): Promise<void> {
  const row = { id: createId("check"), at: new Date(at).toISOString(), ...facts };
  await runBatch(db, [
    ...insertRows("status_checks", Object.keys(row), [Object.values(row)]),
    { sql: "DELETE FROM status_checks WHERE at < ?", params: [new Date(at - KEPT_MS).toISOString()] },
  ]);
}
