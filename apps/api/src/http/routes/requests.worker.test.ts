import {
  OpsgenieAcceptedSchema,
  OpsgenieRefusedSchema,
  OpsgenieStatusSchema,
} from "@callping/contract/api/doors";
import { RequestListSchema } from "@callping/contract/api/requests";
import { WebhookAcceptedSchema } from "@callping/contract/api/webhook";
import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { beforeAll, describe, expect, it } from "vitest";
import { runBatch } from "../../db/statement.ts";
import { projections } from "../../records/statements.ts";
import { openOrganization, send } from "../testing/worker-organization.ts";

let own: Awaited<ReturnType<typeof openOrganization>>;
let other: typeof own;
beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  own = await openOrganization(953);
  other = await openOrganization(954);
});

/** As the queue's consumer does: the rows go to D1, and the Desk lets go of the bodies. */
async function project(organization: number): Promise<void> {
  const desk = env.DESK.getByName(`desk:${organization}:0`);
  const rows = await desk.pullOutbox(Array.from({ length: 200 }, (_, id) => id));
  await runBatch(env.DB, projections(rows));
  await desk.confirmOutbox(rows.map(({ id }) => id));
}

describe("what an endpoint received", () => {
  const list = async (endpoint: string, query = "", whose = own) =>
    v.parse(RequestListSchema, await whose.ask("GET", `/endpoints/${endpoint}/requests${query}`));

  it("is listed at once, newest first, with what it did and no credential, from the Desk and from D1 as one", async () => {
    const { endpoint, webhook_url } = await own.make();
    const headers = { "x-alert-key": "s3cret", authorization: "Bearer s3cret", "user-agent": "watcher" };
    const post = async (title: string) =>
      v.parse(WebhookAcceptedSchema, (await send(webhook_url, { title }, headers)).body);
    const answers = [await post("one"), await post("two")];
    await project(953);
    answers.push(await post("three"), await post("x".repeat(5_000)));
    const { data } = await list(endpoint.id);
    expect(data.map(({ alert_ids }) => alert_ids)).toEqual(
      answers.map(({ alerts }) => alerts.map(({ id }) => id)).toReversed(),
    );
    expect(data.map(({ result, method }) => [result, method])).toEqual(
      Array.from({ length: 4 }, () => ["paused", "POST"]),
    );
    expect(data.map(({ body, body_truncated }) => [body.length, body_truncated])).toEqual([
      [4_096, true],
      ...["three", "two", "one"].map((title) => [JSON.stringify({ title }).length, false]),
    ]);
    expect(JSON.stringify(data)).not.toContain("s3cret");
    expect(data[0]?.headers["user-agent"]).toBe("watcher");

    const first = await list(endpoint.id, "?limit=1");
    const second = await list(endpoint.id, `?limit=2&cursor=${first.next_cursor}`);
    const rest = await list(endpoint.id, `?limit=2&cursor=${second.next_cursor}`);
    expect([first, second, rest].flatMap((page) => page.data)).toEqual(data);
    expect(rest.next_cursor).toBeNull();

    const replayed = await own.ask("POST", `/intake/preview?request_id=${data[1]?.id}`);
    expect(replayed).toMatchObject({ events: [{ title: "three" }] });
  });

  it("is the organization's own, and of an endpoint that never was 404", async () => {
    const foreign = await other.make();
    await send(foreign.webhook_url, { title: "theirs" });
    for (const id of [foreign.endpoint.id, "end_nobody"])
      expect((await own.request("GET", `/endpoints/${id}/requests`)).status).toBe(404);
    await project(954);
    expect((await own.request("GET", `/endpoints/${foreign.endpoint.id}/requests`)).status).toBe(404);
    expect((await list(foreign.endpoint.id, "", other)).data).toHaveLength(1);
    const fresh = await own.make();
    expect(await list(fresh.endpoint.id)).toEqual({ data: [], next_cursor: null });
    expect((await own.request("GET", `/endpoints/${fresh.endpoint.id}/requests?limt=1`)).status).toBe(400);
  });
});

describe("GET /v2/alerts/requests/:id", () => {
  const genie = (webhookUrl: string) => ({
    authorization: `GenieKey ${new URL(webhookUrl).pathname.replace("/api/wh/", "")}`,
  });
  const opsgenie = async (url: string, path: string, body: object): Promise<string> => {
    const answer = await send(`/v2/alerts${path}`, body, genie(url));
    return v.parse(OpsgenieAcceptedSchema, answer.body).requestId;
  };
  const status = (url: string, id: string, headers = {}) =>
    send(`/v2/alerts/requests/${id}`, undefined, { ...genie(url), ...headers });
  const found = async (url: string, id: string) => {
    const answer = await status(url, id);
    expect(answer.status).toBe(200);
    return v.parse(OpsgenieStatusSchema, answer.body).data;
  };

  it("tells what became of a request, in Opsgenie's shape, before D1 has it and afterwards", async () => {
    const { endpoint, webhook_url } = await own.make();
    const created = await opsgenie(webhook_url, "", { message: "Queue is stuck", alias: "queue-7" });
    const before = await found(webhook_url, created);
    expect(before).toMatchObject({
      success: true,
      isSuccess: true,
      action: "Create",
      status: "Created alert",
      alias: "queue-7",
      integrationId: endpoint.id,
    });
    await project(953);
    expect(await found(webhook_url, created)).toEqual(before);
    const closed = await opsgenie(webhook_url, "/queue-7/close?identifierType=alias", {});
    expect(await found(webhook_url, closed)).toMatchObject({
      action: "Close",
      status: "Closed alert",
      alertId: before.alertId,
    });
    const late = await opsgenie(webhook_url, "/queue-7/acknowledge?identifierType=alias", {});
    expect(await found(webhook_url, late)).toMatchObject({
      success: false,
      isSuccess: false,
      action: "Acknowledge",
      status: "Alert does not exist",
      alertId: "",
      alias: "",
    });
  });

  it("is 404 for what is unknown, another endpoint's, another organization's, or came through another door", async () => {
    const [mine, sibling, foreign] = [await own.make(), await own.make(), await other.make()];
    const body = { message: "Queue is stuck" };
    const siblings = await opsgenie(sibling.webhook_url, "", body);
    const theirs = await opsgenie(foreign.webhook_url, "", body);
    const webhook = v.parse(WebhookAcceptedSchema, (await send(mine.webhook_url, { title: "x" })).body);
    await project(953);
    await project(954);
    for (const id of [siblings, theirs, webhook.request_id, "req_nobody"]) {
      const answer = await status(mine.webhook_url, id);
      expect([id, answer.status]).toEqual([id, 404]);
      expect(v.parse(OpsgenieRefusedSchema, answer.body).message).toMatch(/not found/);
    }
    expect((await found(foreign.webhook_url, theirs)).success).toBe(true);
  });

  it("asks for the keys that creating an alert asks for", async () => {
    const { endpoint, webhook_url } = await own.make();
    const id = await opsgenie(webhook_url, "", { message: "Queue is stuck" });
    for (const authorization of ["", "Bearer x", `GenieKey ${"0".repeat(32)}`])
      expect((await status(webhook_url, id, { authorization })).status).toBe(401);
    const path = `/endpoints/${endpoint.id}/alert-key`;
    const { alert_key } = await own.ask<{ alert_key: string }>("POST", path);
    expect((await status(webhook_url, id)).status).toBe(401);
    expect((await status(webhook_url, id, { "x-alert-key": alert_key })).status).toBe(200);
    await own.ask("DELETE", `/endpoints/${endpoint.id}`);
    expect((await status(webhook_url, id, { "x-alert-key": alert_key })).status).toBe(401);
  });
});
