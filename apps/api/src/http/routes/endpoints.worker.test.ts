import type { EndpointCreated } from "@callping/contract/api/endpoints";
import { SCOPES } from "@callping/contract/api/scopes";
import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { organizationStatements } from "../../db/organizations.ts";
import { insertRows, runBatch } from "../../db/statement.ts";
import { digestCredential } from "../../services/credentials/digest.ts";
import { createApp } from "../app.ts";

const app = createApp();
const ORGANIZATIONS = { own: 951, other: 952 } as const;
type Whose = keyof typeof ORGANIZATIONS;
const keyOf = (whose: Whose): string => `cpk_settings0${ORGANIZATIONS[whose]}_${"k".repeat(43)}`;

beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  const now = new Date().toISOString();
  for (const [whose, number] of Object.entries(ORGANIZATIONS)) {
    const key = keyOf(whose as Whose);
    const row = {
      id: `key_settings0${number}`,
      organization_id: `org_L${number}`,
      name: whose,
      digest: await digestCredential(env.CREDENTIAL_PEPPER, "api_key", key),
      scopes: JSON.stringify(SCOPES),
      created_at: now,
    };
    const lanes = [
      { endpointUuid: `00000000-0000-8000-8000-000000000${number}`, phoneNumber: "+33199000901" },
    ];
    await runBatch(env.DB, [
      ...organizationStatements([{ number, lanes }], now),
      ...insertRows("api_keys", Object.keys(row), [Object.values(row)]),
    ]);
  }
});

async function ask<Answer>(
  method: string,
  path: string,
  body?: unknown,
  whose: Whose = "own",
): Promise<Answer> {
  const answer = await app.request(
    `${env.API_ORIGIN}/api/v1${path}`,
    {
      method,
      headers: { authorization: `Bearer ${keyOf(whose)}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    },
    env,
  );
  expect([path, answer.status < 300]).toEqual([path, true]);
  return answer.json();
}
const make = (whose: Whose, more: object = {}) =>
  ask<EndpointCreated>(
    "POST",
    "/endpoints",
    { name: "Settings", scenario_id: `scn_L${ORGANIZATIONS[whose]}-0`, paused: true, ...more },
    whose,
  );

interface Received {
  alerts: { id: string; severity: string; deduplicated: boolean }[];
  code?: string;
}
async function webhook(
  url: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Received }> {
  const init = {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  };
  const answer = await app.request(url, init, env);
  return { status: answer.status, body: await answer.json() };
}

describe("the very next webhook", () => {
  it("is decided by what was set just before, and by nothing that another organization sets", async () => {
    const { endpoint, webhook_url } = await make("own");
    const other = await make("other");
    const set = (change: object) => ask("PATCH", `/endpoints/${endpoint.id}`, change);
    const body = { title: "Disk is full", host: "db-1", dedup_key: "a" };
    const first = await webhook(webhook_url, body);
    expect(first).toMatchObject({ status: 202, body: { alerts: [{ severity: "major" }] } });

    await set({ default_severity: "minor", dedup_template: "{{host}}" });
    await ask("PATCH", `/endpoints/${other.endpoint.id}`, { default_severity: "critical" }, "other");
    const second = await webhook(webhook_url, { ...body, dedup_key: "b" });
    expect(second.body.alerts).toMatchObject([{ severity: "minor", deduplicated: false }]);
    const third = await webhook(webhook_url, { ...body, dedup_key: "c" });
    expect(third.body.alerts).toMatchObject([{ id: second.body.alerts[0]?.id, deduplicated: true }]);

    const { alert_key } = await ask<{ alert_key: string }>("POST", `/endpoints/${endpoint.id}/alert-key`);
    expect(await webhook(webhook_url, body)).toMatchObject({
      status: 401,
      body: { code: "wrong_alert_key" },
    });
    expect(await webhook(webhook_url, body, { "x-alert-key": alert_key })).toMatchObject({ status: 202 });
    await ask("DELETE", `/endpoints/${endpoint.id}/alert-key`);
    expect(await webhook(webhook_url, body)).toMatchObject({ status: 202 });
  });

  it("to a new endpoint is taken, and to a deleted one meets 404; its alerts stay readable", async () => {
    const { endpoint, webhook_url } = await make("own");
    const other = await make("other");
    const { body } = await webhook(webhook_url, { title: "Disk is full" });
    const id = body.alerts[0]?.id ?? "";
    await ask("DELETE", `/endpoints/${endpoint.id}`);
    expect(await webhook(webhook_url, { title: "Disk is full" })).toMatchObject({
      status: 404,
      body: { code: "unknown_endpoint" },
    });
    expect(await ask("GET", `/alerts/${id}`)).toMatchObject({ id, endpoint_id: endpoint.id });
    expect((await webhook(other.webhook_url, { title: "Disk is full" })).status).toBe(202);
  });

  it("to an endpoint that became a heartbeat is still an alert, and its pings are taken", async () => {
    const { endpoint, webhook_url } = await make("own");
    const ping = async () => (await app.request(webhook_url.replace("/api/wh/", "/api/hb/"), {}, env)).status;
    expect(await ping()).toBe(409);
    await ask("PATCH", `/endpoints/${endpoint.id}`, { heartbeat: { period_seconds: 60, grace_seconds: 10 } });
    expect(await ping()).toBe(200);
    expect((await webhook(webhook_url, { title: "Disk is full" })).status).toBe(202);
    await ask("PATCH", `/endpoints/${endpoint.id}`, { heartbeat: null });
    expect(await ping()).toBe(409);
  });
});
