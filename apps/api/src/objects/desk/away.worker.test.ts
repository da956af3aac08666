import {
  abortAllDurableObjects,
  applyD1Migrations,
  listDurableObjectIds,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, it, vi } from "vitest";
import { fleetStatements } from "../../db/fleet.ts";
import { runBatch } from "../../db/statement.ts";
import { pbxDefinition } from "../../services/fleet/testing/pbx-definition.ts";
import type { Snapshot } from "../desk-protocol.ts";
import { exampleEndpoint, exampleSnapshot } from "./testing/example-snapshot.ts";
import { ENDPOINTS, event, input } from "./testing/inputs.ts";

const AWAY_MS = 600_000;
const ORGANIZATION = 981;

/** A PBX that may carry everything and is not connected: calls wait at the line. */
beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  await runBatch(env.DB, fleetStatements([pbxDefinition("pbx-1")], new Date().toISOString()));
});

function snapshot(): Snapshot {
  const endpoint = exampleEndpoint(ORGANIZATION, 1, { uuid: ENDPOINTS.first, paused: false });
  const phone = {
    id: "pho_1",
    member_id: "mem_1",
    number: `+3319900${ORGANIZATION}0`,
    label: "Ada's phone",
    language: "en",
    enabled: true,
    primary: true,
    verified: true,
  };
  return { ...exampleSnapshot(ORGANIZATION, [endpoint]), phones: [phone] };
}

const older = (json: string): string =>
  json.replaceAll(/(?<![\w.-])\d{13}(?!\w)/g, (digits) => String(Number(digits) - AWAY_MS));

/** As if what the object stored were ten minutes older. */
async function age(stub: Parameters<typeof runDurableObjectAlarm>[0]): Promise<void> {
  await runInDurableObject(stub, (_object, { storage: { sql } }) => {
    sql.exec("UPDATE timers SET due_at = due_at - ?", AWAY_MS);
    if (sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'alerts'").toArray().length === 0) return;
    for (const row of sql.exec<{ id: string; body: string }>("SELECT id, body FROM alerts").toArray())
      sql.exec(
        "UPDATE alerts SET wake_at = wake_at - ?, body = ? WHERE id = ?",
        AWAY_MS,
        older(row.body),
        row.id,
      );
  });
}

it("the pages that rang before their tool could say what was over: a Desk and a line that begin again wait for it", async () => {
  let desk = env.DESK.getByName(`desk:${ORGANIZATION}:0`);
  await desk.replaceSnapshot(snapshot());
  const ids: string[] = [];
  for (const dedupKey of ["disk", "lag", "swap"]) {
    const answer = await desk.receive(input({ events: [event({ dedupKey })] }));
    ids.push((answer.ok && answer.alerts[0]?.id) || "");
  }
  const [lineId] = await listDurableObjectIds(env.PHONE_LINE);
  if (lineId === undefined) throw new Error("no line took the attempts");
  await vi.waitFor(async () => {
    const kinds = ((await desk.alert(ids[2] ?? ""))?.timeline ?? []).map(({ kind }) => kind);
    expect(kinds).toContain("attempt_held");
  });
  await age(desk);
  await age(env.PHONE_LINE.get(lineId));
  await abortAllDurableObjects();
  desk = env.DESK.getByName(`desk:${ORGANIZATION}:0`);
  const line = env.PHONE_LINE.get(lineId);
  const backAt = Date.now();
  await runDurableObjectAlarm(line);
  const over = input({ events: [event({ dedupKey: "lag", state: "resolved" })] });
  expect(await desk.receive(over)).toMatchObject({ alerts: [{ state: "resolved" }] });
  const since = await Promise.all(
    ids.map(async (id) =>
      ((await desk.alert(id))?.timeline ?? []).filter(({ at }) => Date.parse(at) >= backAt),
    ),
  );
  for (const timeline of since) {
    const [resumed, step] = timeline;
    expect(resumed).toMatchObject({ kind: "resumed" });
    expect(timeline.map(({ kind }) => kind)).not.toContain("attempt_started");
    if (step?.kind !== "step_started") throw new Error(`${step?.kind} where the step begins anew`);
    expect(Date.parse(step.data.next_step_at) - backAt).toBeGreaterThanOrEqual(310_000);
  }
  await vi.waitFor(async () => {
    const moments = await runInDurableObject(line, (_line, { storage }) =>
      storage.sql.exec("SELECT due_at FROM timers WHERE key LIKE 'dial:%' OR key LIKE 'line:%'").toArray(),
    );
    expect(moments.length).toBeGreaterThan(0);
    for (const { due_at } of moments) expect(Number(due_at) - backAt).toBeGreaterThanOrEqual(9_000);
  });
});
