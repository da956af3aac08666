import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { openOrganization, send } from "../testing/worker-organization.ts";

let own: Awaited<ReturnType<typeof openOrganization>>;
let other: typeof own;
beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  own = await openOrganization(951);
  other = await openOrganization(952);
});

interface Received {
  alerts: { id: string; severity: string; deduplicated: boolean }[];
  code?: string;
}
const webhook = async (url: string, sent: object, headers?: Record<string, string>) => {
  const { status, body } = await send(url, sent, headers);
  return { status, body: body as Received };
};

describe("the very next webhook", () => {
  it("is decided by what was set just before, and by nothing that another organization sets", async () => {
    const { endpoint, webhook_url } = await own.make();
    const foreign = await other.make();
    const set = (change: object) => own.ask("PATCH", `/endpoints/${endpoint.id}`, change);
    const body = { title: "Disk is full", host: "db-1", dedup_key: "a" };
    const first = await webhook(webhook_url, body);
    expect(first).toMatchObject({ status: 202, body: { alerts: [{ severity: "major" }] } });

    await set({ default_severity: "minor", dedup_template: "{{host}}" });
    await other.ask("PATCH", `/endpoints/${foreign.endpoint.id}`, { default_severity: "critical" });
    const second = await webhook(webhook_url, { ...body, dedup_key: "b" });
    expect(second.body.alerts).toMatchObject([{ severity: "minor", deduplicated: false }]);
    const third = await webhook(webhook_url, { ...body, dedup_key: "c" });
    expect(third.body.alerts).toMatchObject([{ id: second.body.alerts[0]?.id, deduplicated: true }]);

    const { alert_key } = await own.ask<{ alert_key: string }>("POST", `/endpoints/${endpoint.id}/alert-key`);
    expect(await webhook(webhook_url, body)).toMatchObject({
      status: 401,
      body: { code: "wrong_alert_key" },
    });
    expect(await webhook(webhook_url, body, { "x-alert-key": alert_key })).toMatchObject({ status: 202 });
    await own.ask("DELETE", `/endpoints/${endpoint.id}/alert-key`);
    expect(await webhook(webhook_url, body)).toMatchObject({ status: 202 });
  });

  it("to a new endpoint is taken, and to a deleted one meets 404; what it received and began stays readable", async () => {
    const { endpoint, webhook_url } = await own.make();
    const foreign = await other.make();
    const { body } = await webhook(webhook_url, { title: "Disk is full" });
    const id = body.alerts[0]?.id ?? "";
    await own.ask("DELETE", `/endpoints/${endpoint.id}`);
    expect(await webhook(webhook_url, { title: "Disk is full" })).toMatchObject({
      status: 404,
      body: { code: "unknown_endpoint" },
    });
    expect(await own.ask("GET", `/alerts/${id}`)).toMatchObject({ id, endpoint_id: endpoint.id });
    expect(await own.ask("GET", `/endpoints/${endpoint.id}/requests`)).toMatchObject({
      data: [{ alert_ids: [id] }],
    });
    expect((await webhook(foreign.webhook_url, { title: "Disk is full" })).status).toBe(202);
  });

  it("to a new heartbeat is a ping at the URL that its making answers", async () => {
    const heartbeat = { period_seconds: 60, grace_seconds: 10 };
    const made = await own.make({ heartbeat });
    expect((await send(made.ping_url ?? "", undefined)).status).toBe(200);
    expect((await own.make()).ping_url).toBeNull();
  });

  it("to an endpoint that became a heartbeat is still an alert, and its pings are taken", async () => {
    const { endpoint, webhook_url } = await own.make();
    const ping = async () => (await send(webhook_url.replace("/api/wh/", "/api/hb/"), undefined)).status;
    expect(await ping()).toBe(409);
    const heartbeat = { period_seconds: 60, grace_seconds: 10 };
    await own.ask("PATCH", `/endpoints/${endpoint.id}`, { heartbeat });
    expect(await ping()).toBe(200);
    expect((await webhook(webhook_url, { title: "Disk is full" })).status).toBe(202);
    await own.ask("PATCH", `/endpoints/${endpoint.id}`, { heartbeat: null });
    expect(await ping()).toBe(409);
  });
});
