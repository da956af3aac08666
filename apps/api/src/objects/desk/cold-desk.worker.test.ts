import { applyD1Migrations, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { organizationStatements } from "../../db/organizations.ts";
import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { SnapshotStore } from "./snapshot-store.ts";
import { ENDPOINTS, event, input } from "./testing/inputs.ts";

const ORGANIZATION = 650;

it("the second of two pages at once, at a Desk that had not seen its configuration yet", async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  const lanes = [{ endpointUuid: ENDPOINTS.first, phoneNumber: "+33199000901" }];
  await runBatch(env.DB, organizationStatements([{ number: ORGANIZATION, lanes }], new Date().toISOString()));
  const desk = env.DESK.getByName(`desk:${ORGANIZATION}:0`);
  const pages = await Promise.all(
    ["disk", "lag", "swap"].map((dedupKey) => desk.receive(input({ events: [event({ dedupKey })] }))),
  );
  expect(pages.map(({ ok }) => ok)).toEqual([true, true, true]);
});

it("the page at a Desk whose first look into D1 failed", async () => {
  let fails = true;
  const db = {
    prepare: (sql: string) => env.DB.prepare(sql),
    batch: (statements: D1PreparedStatement[]) =>
      fails ? Promise.reject(new Error("D1 is away")) : env.DB.batch(statements),
  };
  await runInDurableObject(env.DESK.get(env.DESK.newUniqueId()), async (_desk, { storage }) => {
    const store = new SnapshotStore(
      { ...env, DB: db } as unknown as Env,
      storage.kv,
      `desk:${ORGANIZATION}:0`,
      () => {},
    );
    await expect(store.endpoint(ENDPOINTS.first, Date.now())).rejects.toThrow("D1 is away");
    fails = false;
    expect((await store.endpoint(ENDPOINTS.first, Date.now()))?.endpoint.uuid).toBe(ENDPOINTS.first);
  });
});
