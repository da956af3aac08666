import {
  OpsgenieAcceptedSchema,
  OpsgenieRefusedSchema,
  PagerDutyAcceptedSchema,
  PagerDutyRefusedSchema,
} from "@callping/contract/api/doors";
import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ReceiveResult } from "../../../objects/desk-protocol.ts";
import { given, openHarness } from "../../testing/harness.ts";
import type { Harness } from "../../testing/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.dispose());
beforeEach(() => harness.desks.reset());

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  harness.request(path, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });
const desksRung = () => harness.desks.received.map(({ desk }) => desk);

const REFUSED: [string, ReceiveResult, number][] = [
  ["a deleted endpoint", { ok: false, reason: "unknown_endpoint" }, 0],
  ["a wrong alert key", { ok: false, reason: "wrong_alert_key" }, 401],
  [
    "the limit",
    {
      ok: false,
      reason: "rate_limited",
      limit: "60",
      retry_after_seconds: 7,
      request_id: "req_1",
      alerts: [],
    },
    429,
  ],
];

describe("PagerDuty Events API v2", () => {
  const trigger = (more: object = {}) => ({
    routing_key: harness.endpoint.replaceAll("-", ""),
    event_action: "trigger",
    dedup_key: "disk/db-1",
    payload: { summary: "Disk is full on db-1", source: "db-1", severity: "error" },
    ...more,
  });
  const enqueue = (body: unknown, headers?: Record<string, string>) => post("/v2/enqueue", body, headers);

  it("trigger rings by the endpoint whose id is the routing key, under the tool's own key", async () => {
    const answer = await enqueue(trigger(), { "idempotency-key": "once" });
    expect(answer.status).toBe(202);
    expect(v.parse(PagerDutyAcceptedSchema, await answer.json())).toEqual({
      status: "success",
      message: "Event processed",
      dedup_key: "disk/db-1",
    });
    expect(given(harness)).toMatchObject({
      endpoint_uuid: harness.endpoint,
      events: [{ state: "firing", severity: "major", title: "Disk is full on db-1", dedupKey: "disk/db-1" }],
      idempotency_key: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it("keeps the body without the routing key, which is the endpoint's id", async () => {
    await enqueue(trigger());
    const { body, headers } = given(harness);
    expect(body).toContain("Disk is full on db-1");
    expect(body + JSON.stringify(headers)).not.toContain(harness.endpoint.replaceAll("-", ""));
  });

  it("of another organization rings that organization and no other", async () => {
    await enqueue(trigger({ routing_key: harness.foreign }));
    await enqueue(trigger());
    expect(desksRung()).toEqual(["desk:2:0", "desk:1:0"]);
  });

  it("makes a key when there is none: the same for the same problem, another for another one", async () => {
    const made = async (summary: string) => {
      const body = trigger({ dedup_key: "", payload: { summary, source: "db-1" } });
      return v.parse(PagerDutyAcceptedSchema, await (await enqueue(body)).json()).dedup_key;
    };
    const first = await made("Disk is full");
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(given(harness).events).toMatchObject([{ dedupKey: first }]);
    expect(await made("Disk is full")).toBe(first);
    expect(await made("Disk is slow")).not.toBe(first);
  });

  it.each(["acknowledge", "resolve"])(
    "%s acts on the open alert of its key and rings nobody",
    async (action) => {
      const { payload: _, ...bare } = trigger({ event_action: action });
      expect((await enqueue(bare)).status).toBe(202);
      expect(given(harness)).toMatchObject({
        events: [],
        commands: [{ action, alert_id: null, dedup_key: "disk/db-1", tool: "pagerduty-events" }],
      });
    },
  );

  it("the page whose template rendered to nothing still rings", async () => {
    expect((await enqueue(trigger({ payload: { summary: "", source: "" } }))).status).toBe(202);
    expect(given(harness).events).toMatchObject([{ state: "firing", dedupKey: "disk/db-1" }]);
  });

  it("the page that says it is resolved in its text, and is triggered", async () => {
    await enqueue(
      trigger({ payload: { summary: "Resolved: OK", source: "x", custom_details: { status: "ok" } } }),
    );
    expect(given(harness).events).toMatchObject([{ state: "firing" }]);
  });

  it("takes a key longer than PagerDuty's and finds its alert again", async () => {
    const dedup_key = "k".repeat(600);
    await enqueue(trigger({ dedup_key }));
    const [event] = given(harness).events;
    expect(event?.dedupKey?.length).toBeLessThanOrEqual(200);
    await enqueue({ ...trigger({ dedup_key }), event_action: "resolve" });
    expect(given(harness).commands).toMatchObject([{ dedup_key: event?.dedupKey }]);
  });

  it("takes the routing key from the header X-Routing-Key, too", async () => {
    const { routing_key, ...bare } = trigger();
    expect((await enqueue(bare, { "x-routing-key": routing_key })).status).toBe(202);
  });

  it.each<[string, unknown, RegExp]>([
    ["no JSON", "{", /JSON/],
    ["a list", [], /JSON object/],
    ["no routing key", { event_action: "trigger" }, /routing_key/],
    ["a routing key of nobody", { routing_key: "0".repeat(32), event_action: "trigger" }, /routing key/],
    ["no action", { routing_key: "own" }, /event_action/],
    ["an unknown action", { routing_key: "own", event_action: "explode" }, /trigger, acknowledge, resolve/],
    ["a resolve of nothing", { routing_key: "own", event_action: "resolve" }, /dedup_key/],
  ])("refuses %s with 400 and says why in PagerDuty's shape", async (_, body, why) => {
    const own = JSON.stringify(body).replace('"own"', JSON.stringify(harness.endpoint));
    const answer = await enqueue(typeof body === "string" ? body : own);
    expect(answer.status).toBe(400);
    const refusal = v.parse(PagerDutyRefusedSchema, await answer.json());
    expect(refusal.status).toBe("invalid event");
    expect(refusal.errors.join()).toMatch(why);
    expect(harness.desks.received).toEqual([]);
  });

  it("refuses 256 KiB and a byte with 413", async () => {
    const answer = await enqueue("x".repeat(256 * 1024 + 1));
    expect([answer.status, v.parse(PagerDutyRefusedSchema, await answer.json()).errors.length]).toEqual([
      413, 1,
    ]);
  });

  it.each(REFUSED)("tells of %s in PagerDuty's shape", async (_, result, status) => {
    harness.desks.receive = () => result;
    const answer = await enqueue(trigger());
    expect(answer.status).toBe(status || 400);
    expect(v.parse(PagerDutyRefusedSchema, await answer.json()).errors.join()).toMatch(/\. /);
    expect(answer.headers.get("retry-after")).toBe(status === 429 ? "7" : null);
  });

  it("a change event is kept and rings nobody", async () => {
    const body = { routing_key: harness.endpoint, payload: { summary: "Deploy failed: critical" } };
    const answer = await post("/v2/change/enqueue", body);
    expect(answer.status).toBe(202);
    expect(v.parse(PagerDutyAcceptedSchema, await answer.json()).dedup_key).toBeUndefined();
    expect(given(harness)).toMatchObject({ events: [], body: expect.stringContaining("Deploy failed") });
    expect((await post("/v2/change/enqueue", {})).status).toBe(400);
  });
});

describe("Opsgenie alert API", () => {
  const genie = (id = harness.endpoint) => ({ authorization: `GenieKey ${id}` });
  const alert = { message: "Queue is stuck", alias: "queue-7", priority: "P1", source: "watcher" };

  it.each([
    ["P1", "critical"],
    ["P2", "major"],
    ["P3", "minor"],
    ["P4", "info"],
    ["P5", "info"],
  ])("creates an alert of priority %s as %s, by the GenieKey's endpoint", async (priority, severity) => {
    const answer = await post("/v2/alerts", { ...alert, priority }, genie());
    expect(answer.status).toBe(202);
    const accepted = v.parse(OpsgenieAcceptedSchema, await answer.json());
    expect(given(harness)).toMatchObject({
      request_id: accepted.requestId,
      events: [{ state: "firing", severity, title: "Queue is stuck", dedupKey: "queue-7" }],
    });
    expect(JSON.stringify(given(harness).headers)).not.toContain(harness.endpoint);
  });

  it("of another organization rings that organization and no other", async () => {
    await post("/v2/alerts", alert, genie(harness.foreign));
    await post("/v2/alerts/queue-7/close?identifierType=alias", {}, genie());
    expect(desksRung()).toEqual(["desk:2:0", "desk:1:0"]);
  });

  it.each([
    ["close", "resolve"],
    ["acknowledge", "acknowledge"],
  ])("%s acts on the alert of an alias, or of an id", async (verb, action) => {
    expect((await post(`/v2/alerts/queue%2F7/${verb}?identifierType=alias`, {}, genie())).status).toBe(202);
    expect(given(harness)).toMatchObject({
      events: [],
      commands: [{ action, alert_id: null, dedup_key: "queue/7" }],
    });
    for (const query of ["", "?identifierType=id", "?identifierType=tiny"]) {
      await post(`/v2/alerts/alr_1/${verb}${query}`, "", genie());
      expect(given(harness).commands).toMatchObject([{ action, alert_id: "alr_1", dedup_key: "alr_1" }]);
    }
    expect(given(harness).headers["callping-door"]).toBe(`opsgenie ${verb} tiny alr_1`);
  });

  it.each(["not json", "{}", '{"message":""}'])(
    "rings for the body %s: its endpoint is known",
    async (body) => {
      expect((await post("/v2/alerts", body, genie())).status).toBe(202);
      expect(given(harness).events).toMatchObject([{ state: "firing" }]);
    },
  );

  it.each<[string, Record<string, string>]>([
    ["no key", {}],
    ["another scheme", { authorization: "Bearer x" }],
    ["a key of nobody", { authorization: `GenieKey ${"0".repeat(32)}` }],
  ])("refuses %s with 401 in Opsgenie's shape", async (_, headers) => {
    for (const path of ["/v2/alerts", "/v2/alerts/a/close", "/v2/alerts/a/acknowledge"]) {
      const answer = await post(path, alert, headers);
      expect(answer.status).toBe(401);
      expect(v.parse(OpsgenieRefusedSchema, await answer.json()).message).toMatch(/GenieKey/);
    }
    expect(harness.desks.received).toEqual([]);
  });

  it.each(REFUSED)("tells of %s in Opsgenie's shape", async (_, result, status) => {
    harness.desks.receive = () => result;
    const answer = await post("/v2/alerts", alert, genie());
    expect(answer.status).toBe(status || 401);
    v.parse(OpsgenieRefusedSchema, await answer.json());
    expect(answer.headers.get("retry-after")).toBe(status === 429 ? "7" : null);
  });
});
