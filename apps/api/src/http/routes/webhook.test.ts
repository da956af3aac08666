import { ProblemSchema } from "@callping/contract/api/problem";
import {
  WebhookAcceptedSchema,
  WebhookExplainedSchema,
  WebhookLimitedSchema,
} from "@callping/contract/api/webhook";
import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { AlertReceipt, ReceiveInput } from "../../objects/desk-protocol.ts";
import { without } from "../../services/without.ts";
import { openHarness } from "../testing/harness.ts";
import type { Harness } from "../testing/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.dispose());

const receipt: AlertReceipt = {
  id: "alr_1",
  state: "triggered",
  severity: "critical",
  title: "Database down",
  deduplicated: false,
  rule: null,
  action: "call_primary",
  calls: [{ attempt_id: "att_1", status: "waiting" }],
};
beforeEach(() => {
  harness.desks.received = [];
  harness.desks.failures = 0;
  harness.desks.receive = (input) => ({
    ok: true,
    request_id: input.request_id,
    paused: false,
    alerts: [receipt],
  });
});

const send = (init: RequestInit, path = `/api/wh/${harness.endpoint}`) => harness.request(path, init);
const json = (body: string, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  body,
  headers: { "content-type": "application/json", ...headers },
});
const problemOf = async (answer: Response) => v.parse(ProblemSchema, await answer.json());
const given = (): ReceiveInput => {
  const last = harness.desks.received.at(-1);
  if (last === undefined) throw new Error("the Desk was given nothing");
  return last.input;
};

describe("an alert", () => {
  it.each(["/", "/api/v1/alerts", "/notify"])(
    "is taken where a tool put %j behind the URL",
    async (behind) => {
      const answer = await send(json('{"title":"Database down"}'), `/api/wh/${harness.endpoint}${behind}`);
      expect(answer.status).toBe(202);
      expect(given()).toMatchObject({
        endpoint_uuid: harness.endpoint,
        events: [{ title: "Database down" }],
      });
    },
  );

  it("is handed to the endpoint's Desk and answered 202 with what will happen", async () => {
    const answer = await send(
      json('{"title":"Database down","severity":"critical"}', {
        "idempotency-key": "once",
        "x-alert-key": "s3cret",
      }),
    );
    expect(answer.status).toBe(202);
    const accepted = v.parse(WebhookAcceptedSchema, await answer.json());
    expect(accepted.alerts).toEqual([receipt]);
    expect(harness.desks.received.map(({ desk }) => desk)).toEqual(["desk:1:0"]);
    expect(given()).toMatchObject({
      request_id: accepted.request_id,
      endpoint_uuid: harness.endpoint,
      method: "POST",
      content_type: "application/json",
      body: '{"title":"Database down","severity":"critical"}',
      body_bytes: 47,
      alert_key: "s3cret",
      idempotency_key: expect.stringMatching(/^[0-9a-f]{64}$/),
      events: [{ state: "firing", severity: "critical", title: "Database down" }],
    });
    expect(answer.headers.get("x-request-id")).toBe(accepted.request_id);
  });

  it("the critical page that came under a used Idempotency-Key: another body is another request", async () => {
    const keyed = (body: string) =>
      send(json(body, { "idempotency-key": "deploy-7", "x-alert-key": "s3cret" }));
    const keyGiven = async (body: string) => {
      await keyed(body);
      return given().idempotency_key;
    };
    const first = await keyGiven('{"title":"Disk is full"}');
    expect(await keyGiven('{"title":"Disk is full"}')).toBe(first);
    expect(await keyGiven('{"title":"Database down"}')).not.toBe(first);
  });

  describe("the critical page that was read out as noise: a body that its sender packed", () => {
    const pack = async (text: string, format: "gzip" | "deflate" = "gzip") =>
      new Uint8Array(
        await new Response(
          new Blob([text]).stream().pipeThrough(new CompressionStream(format)),
        ).arrayBuffer(),
      );
    const sendPacked = (body: Uint8Array, encoding: string) =>
      send({
        method: "POST",
        body,
        headers: { "content-type": "application/json", "content-encoding": encoding },
      });
    const text = '{"title":"Database down","severity":"critical"}';

    it.each<[string, "gzip" | "deflate"]>([
      ["gzip", "gzip"],
      ["X-GZIP", "gzip"],
      ["deflate", "deflate"],
      ["identity", "gzip"],
    ])("as %s", async (encoding, format) => {
      expect((await sendPacked(await pack(text, format), encoding)).status).toBe(202);
      expect(given()).toMatchObject({
        body: text,
        body_bytes: text.length,
        events: [{ severity: "critical", title: "Database down" }],
      });
    });

    it.each(["gzip", "deflate", "br"])("is read as it is where it is not %s at all", async (encoding) => {
      expect((await sendPacked(new TextEncoder().encode(text), encoding)).status).toBe(202);
      expect(given()).toMatchObject({ body: text });
    });

    it("rings when it was cut short", async () => {
      expect((await sendPacked((await pack(text)).slice(0, 30), "gzip")).status).toBe(202);
      expect(given().events).toHaveLength(1);
    });

    it("may not hold more than 256 KiB once it is unpacked", async () => {
      const answer = await sendPacked(await pack("x".repeat(5_000_000)), "gzip");
      expect([answer.status, harness.desks.received]).toEqual([413, []]);
    });
  });

  it("never leaves a credential in what is stored", async () => {
    await send(
      json("{}", {
        "x-alert-key": "canary",
        authorization: "Bearer canary",
        cookie: "a=canary",
        "x-routing-key": "canary",
        "user-agent": "monitor",
      }),
    );
    const stored = without(given(), "alert_key");
    expect(JSON.stringify(stored)).not.toContain("canary");
    expect(stored.headers).toMatchObject({ "user-agent": "monitor" });
  });

  it("says nothing about doors by a header of its own", async () => {
    await send(json("{}", { "callping-door": "opsgenie create", "user-agent": "monitor" }));
    expect(given().headers).toMatchObject({ "user-agent": "monitor" });
    expect(given().headers).not.toHaveProperty("callping-door");
  });

  it("may come by the 32 hex digits, and in capitals", async () => {
    expect((await send(json("{}"), `/api/wh/${harness.endpoint.replaceAll("-", "")}`)).status).toBe(202);
    expect((await send(json("{}"), `/api/wh/${harness.endpoint.toUpperCase()}`)).status).toBe(202);
    expect(harness.desks.received.map(({ input }) => input.endpoint_uuid)).toEqual([
      harness.endpoint,
      harness.endpoint,
    ]);
  });

  it.each(["POST", "PUT", "PATCH", "DELETE"])("may come by %s", async (method) => {
    expect(
      (
        await send({
          method,
          body: '{"message":"disk full"}',
          headers: { "content-type": "application/json" },
        })
      ).status,
    ).toBe(202);
  });

  it("may come as a query alone, which is then what is stored", async () => {
    expect(
      (await send({}, `/api/wh/${harness.endpoint}?title=Disk%20full&severity=major&token=canary`)).status,
    ).toBe(202);
    expect(given()).toMatchObject({
      method: "GET",
      body: "title=Disk+full&severity=major",
      events: [{ title: "Disk full", severity: "major" }],
    });
  });

  it("of another organization goes to that organization's Desk", async () => {
    await send(json("{}"), `/api/wh/${harness.foreign}`);
    expect(harness.desks.received.map(({ desk }) => desk)).toEqual(["desk:2:0"]);
  });
});

describe("bad input", () => {
  it("rings as text when JSON does not parse", async () => {
    const answer = await send(json('{"title": "Database down'));
    expect(answer.status).toBe(202);
    expect(given().events).toMatchObject([{ state: "firing" }]);
    expect(JSON.stringify(given().events)).toContain("Database down");
    expect(v.parse(WebhookAcceptedSchema, await answer.json()).notes?.join(" ")).toMatch(/JSON/);
  });

  it.each(["POST", "PUT", "PATCH"])("rings as an empty alert for an empty %s", async (method) => {
    expect((await send({ method })).status).toBe(202);
    expect(given().events).toMatchObject([{ state: "firing", title: "Empty alert from this endpoint" }]);
  });

  it.each(["GET", "DELETE"])("explains the endpoint to an empty %s", async (method) => {
    const answer = await send({ method });
    expect([answer.status, harness.desks.received.length]).toEqual([200, 0]);
    expect(v.parse(WebhookExplainedSchema, await answer.json()).reason).toContain(method);
  });

  it("answers a HEAD with 200 and nothing, and rings nobody", async () => {
    const answer = await send({ method: "HEAD" });
    expect([answer.status, await answer.text(), harness.desks.received.length]).toEqual([200, "", 0]);
  });

  it("explains itself as a page to a browser, without anything that a policy would block", async () => {
    const answer = await send({ headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } });
    expect(answer.headers.get("content-type")).toContain("text/html");
    expect(await answer.text()).not.toMatch(/<script|style=|src=/);
  });

  it("is read up to 256 KiB", async () => {
    expect((await send({ method: "POST", body: "x".repeat(256 * 1024) })).status).toBe(202);
    expect(given().body_bytes).toBe(256 * 1024);
  });

  it("is refused with 413 one byte beyond", async () => {
    const answer = await send({ method: "POST", body: "x".repeat(256 * 1024 + 1) });
    expect([answer.status, harness.desks.received.length]).toEqual([413, 0]);
    expect(await problemOf(answer)).toMatchObject({
      code: "body_too_large",
      effect_on_alerts: expect.stringContaining("nobody is called"),
    });
  });

  it("reads what is too much to its end, so that its sender sees the answer, but no endless body", async () => {
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(64 * 1024));
      },
    });
    const request = new Request(`${harness.env.API_ORIGIN}/api/wh/${harness.endpoint}`, {
      method: "POST",
      body,
      duplex: "half",
    } as RequestInit);
    expect((await harness.app.request(request, undefined, harness.env)).status).toBe(413);
    expect(sent * 64).toBeLessThan(17 * 1024);
  });

  it("answers a sender that never ends its body after 5 s", { timeout: 10_000 }, async () => {
    vi.useFakeTimers();
    try {
      const request = new Request(`${harness.env.API_ORIGIN}/api/wh/unknown`, {
        method: "POST",
        body: new ReadableStream(),
        duplex: "half",
      } as RequestInit);
      const answer = Promise.resolve(harness.app.request(request, undefined, harness.env));
      await vi.advanceTimersByTimeAsync(5_000);
      expect((await answer).status).toBe(404);
    } finally {
      vi.useRealTimers();
    }
  });

  it("has no endpoint: 404 without asking any Desk", async () => {
    const last = harness.endpoint.at(-1) === "0" ? "1" : "0";
    for (const id of [
      "x",
      "3f0c4e2a-0000-4000-8000-000000000000",
      harness.endpoint.slice(0, -1) + last,
      harness.endpoint.slice(1),
    ]) {
      const answer = await send(json("{}"), `/api/wh/${id}`);
      expect([answer.status, (await problemOf(answer)).code]).toEqual([404, "unknown_endpoint"]);
    }
    expect(harness.desks.received).toEqual([]);
  });
});

describe("what the Desk answers", () => {
  it("deleted endpoint: 404", async () => {
    harness.desks.receive = () => ({ ok: false, reason: "unknown_endpoint" });
    const answer = await send(json("{}"));
    expect([answer.status, (await problemOf(answer)).code]).toEqual([404, "unknown_endpoint"]);
  });

  it("wrong alert key: 401", async () => {
    harness.desks.receive = (input) =>
      input.alert_key === "right"
        ? { ok: true, request_id: input.request_id, paused: false, alerts: [] }
        : { ok: false, reason: "wrong_alert_key" };
    const answer = await send(json("{}", { "x-alert-key": "wrong" }));
    expect([answer.status, (await problemOf(answer)).code]).toEqual([401, "wrong_alert_key"]);
    expect((await send(json("{}", { "x-alert-key": "right" }))).status).toBe(202);
  });

  it("paused endpoint: 202, and says that nobody is called", async () => {
    harness.desks.receive = (input) => ({ ok: true, request_id: input.request_id, paused: true, alerts: [] });
    const answer = await send(json("{}"));
    expect(answer.status).toBe(202);
    expect(v.parse(WebhookAcceptedSchema, await answer.json()).notes?.[0]).toContain("paused");
  });

  it.each([
    ['{"title":"Disk is full","status":"resolved"}', /is over, and no alert .* nobody is called/],
    ['{"title":"Disk is full","status":"firing"}', undefined],
    ["42", /neither a JSON object nor a list/],
  ])("%s, which began and ended nothing, says so", async (body, says) => {
    harness.desks.receive = (input) => ({
      ok: true,
      request_id: input.request_id,
      paused: false,
      alerts: [],
    });
    const { notes } = v.parse(WebhookAcceptedSchema, await (await send(json(body))).json());
    expect(notes).toEqual(says === undefined ? undefined : [expect.stringMatching(says)]);
  });

  it("limit reached: 429 with the limit, the endpoint, Retry-After and the coalesced alert", async () => {
    harness.desks.receive = (input) => ({
      ok: false,
      reason: "rate_limited",
      limit: "endpoint_burst",
      retry_after_seconds: 7,
      request_id: input.request_id,
      alerts: [receipt],
    });
    const answer = await send(json("{}"));
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "7"]);
    const document = v.parse(WebhookLimitedSchema, await answer.json());
    expect(document).toMatchObject({
      code: "webhook_rate_limited",
      limit: "endpoint_burst",
      endpoint: harness.endpoint,
      alerts: [receipt],
    });
  });

  it("one failure: tried again with the same request id", async () => {
    harness.desks.failures = 1;
    expect((await send(json("{}"))).status).toBe(202);
    const ids = harness.desks.received.map(({ input }) => input.request_id);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
  });

  it("two failures: 503 with Retry-After, which never claims that the request was kept", async () => {
    harness.desks.failures = 2;
    const answer = await send(json("{}"));
    expect([answer.status, answer.headers.get("retry-after"), harness.desks.received.length]).toEqual([
      503,
      "5",
      2,
    ]);
    expect(await problemOf(answer)).toMatchObject({
      code: "desk_unreachable",
      effect_on_alerts: expect.stringContaining("not kept"),
    });
  });
});
