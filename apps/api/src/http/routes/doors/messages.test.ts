import { DiscordMessageSchema, DiscordRefusedSchema } from "@callping/contract/api/doors";
import { WebhookAcceptedSchema } from "@callping/contract/api/webhook";
import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { given, openHarness } from "../../testing/harness.ts";
import type { Harness } from "../../testing/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.dispose());
beforeEach(() => harness.desks.reset());

const post = (door: string, body: unknown, id = harness.endpoint) =>
  harness.request(`/api/wh/${id}/${door}`, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { "content-type": "application/json" },
  });
const DOORS = ["slack", "discord", "api/v2/alerts"];

describe("every door at an endpoint's address", () => {
  it.each(DOORS)("%s leads to its own organization's Desk", async (door) => {
    await post(door, { text: "Disk is full" }, harness.foreign);
    await post(door, { text: "Disk is full" });
    expect(harness.desks.received.map(({ desk }) => desk)).toEqual(["desk:2:0", "desk:1:0"]);
  });

  it.each(DOORS)("%s has no endpoint: 404 without asking any Desk", async (door) => {
    expect((await post(door, { text: "x" }, "0".repeat(32))).status).toBe(404);
    expect(harness.desks.received).toEqual([]);
  });

  it.each(DOORS)("%s keeps the limits of a webhook", async (door) => {
    expect((await post(door, "x".repeat(256 * 1024 + 1))).status).toBe(413);
    harness.desks.receive = () => ({ ok: false, reason: "wrong_alert_key" });
    expect((await post(door, "{}")).status).toBe(401);
    harness.desks.receive = ({ request_id }) => ({
      ok: false,
      reason: "rate_limited",
      limit: "60",
      retry_after_seconds: 7,
      request_id,
      alerts: [],
    });
    const limited = await post(door, "{}");
    expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "7"]);
  });
});

describe("Slack incoming webhook", () => {
  it.each<[string, unknown]>([
    ["text", { text: "Disk is full on db-1" }],
    [
      "attachments",
      { text: "", attachments: [{ title: "Watcher", text: "Disk is full on db-1", color: "#DD0000" }] },
    ],
    ["blocks", { blocks: [{ type: "section", text: { type: "mrkdwn", text: "Disk is full on db-1" } }] }],
    [
      "rich text",
      {
        blocks: [
          { type: "rich_text", elements: [{ elements: [{ type: "text", text: "Disk is full on db-1" }] }] },
        ],
      },
    ],
  ])("takes %s and answers ok", async (_, body) => {
    const answer = await post("slack", body);
    expect([answer.status, await answer.text()]).toEqual([200, "ok"]);
    expect(answer.headers.get("content-type")).toContain("text/plain");
    expect(given(harness)).toMatchObject({ events: [{ state: "firing", title: "Disk is full on db-1" }] });
    expect(given(harness).headers["callping-door"]).toBe("slack");
  });

  it("takes a form's payload, as its older clients send it", async () => {
    const form = new URLSearchParams({ payload: JSON.stringify({ text: "Disk is full on db-1" }) });
    const answer = await harness.request(`/api/wh/${harness.endpoint}/slack`, { method: "POST", body: form });
    expect(answer.status).toBe(200);
    expect(given(harness).events).toMatchObject([{ title: "Disk is full on db-1" }]);
  });

  it("refuses in Slack's words first", async () => {
    expect(await (await post("slack", "{}", "x")).text()).toMatch(/^no_service\n.*nobody is called/s);
  });
});

describe("Discord webhook", () => {
  const body = {
    content: "",
    embeds: [{ title: "Watcher", description: "Disk is full on db-1", color: 15158332 }],
  };

  it("takes embeds and answers 204 with nothing", async () => {
    const answer = await post("discord", body);
    expect([answer.status, await answer.text()]).toEqual([204, ""]);
    expect(given(harness)).toMatchObject({ events: [{ state: "firing", title: "Disk is full on db-1" }] });
  });

  it("answers the message to a client that waits for it; `wait` is no part of the alert", async () => {
    const answer = await post("discord?wait=true", { content: "Disk is full on db-1" });
    expect(answer.status).toBe(200);
    v.parse(DiscordMessageSchema, await answer.json());
    expect(JSON.stringify(given(harness).events)).not.toContain("wait");
  });

  it("refuses in Discord's shape", async () => {
    const answer = await post("discord", body, "x");
    expect(v.parse(DiscordRefusedSchema, await answer.json()).code).toBe(10_015);
  });
});

describe("Alertmanager API v2 push", () => {
  const alert = (name: string, more: object = {}) => ({
    labels: { alertname: name, severity: "critical", instance: "db-1" },
    annotations: { summary: `${name} on db-1` },
    startsAt: "2026-01-31T08:00:00.000Z",
    generatorURL: "http://prometheus.example/graph",
    ...more,
  });
  const push = (body: unknown) => post("api/v2/alerts", body);
  const states = () => given(harness).events.map(({ state }) => state);

  it("takes every alert of the list for itself and answers 200", async () => {
    const answer = await push([alert("DiskFull"), alert("Lag", { endsAt: "2026-01-31T09:00:00Z" })]);
    expect(answer.status).toBe(200);
    v.parse(WebhookAcceptedSchema, await answer.json());
    expect(given(harness).events).toMatchObject([
      { state: "firing", severity: "critical", title: "DiskFull on db-1" },
      { state: "resolved", title: "Lag on db-1" },
    ]);
  });

  it.each<[string, object, string]>([
    ["no end", {}, "firing"],
    ["an end in the past", { endsAt: "2026-01-31T08:05:00.123456789Z" }, "resolved"],
    ["an end in the past, another zone", { endsAt: "2026-01-31T10:05:00+02:00" }, "resolved"],
    ["an end to come", { endsAt: "2999-01-01T00:00:00Z" }, "firing"],
    ["Go's zero time", { endsAt: "0001-01-01T00:00:00Z" }, "firing"],
    ["no time", { endsAt: "soon" }, "firing"],
    ["a number", { endsAt: 1 }, "firing"],
    ["a label that says resolved", { labels: { alertname: "A", status: "resolved" } }, "firing"],
  ])("%s is read by its end alone: %j → %s", async (_, more, state) => {
    await push([alert("DiskFull", more)]);
    expect(states()).toEqual([state]);
  });

  it("lets one lapse five minutes after an end to come: the sender's clock may be so far behind", async () => {
    const inMinutes = (minutes: number) => Date.now() + minutes * 60_000;
    const ends = [inMinutes(4), inMinutes(-4), inMinutes(60 * 24 * 30), Number.NaN];
    await push(
      ends.map((at, n) => alert(`A${n}`, Number.isNaN(at) ? {} : { endsAt: new Date(at).toISOString() })),
    );
    expect(given(harness).events.map(({ lapsesAt }) => lapsesAt)).toEqual([
      (ends[0] ?? 0) + 5 * 60_000,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("no other door lets an alert lapse", async () => {
    const body = { ...alert("A"), endsAt: new Date(Date.now() + 60_000).toISOString() };
    for (const path of [`/api/wh/${harness.endpoint}`, `/api/wh/${harness.endpoint}/slack`]) {
      await harness.request(path, { method: "POST", body: JSON.stringify(body) });
      expect(given(harness).events.map(({ lapsesAt }) => lapsesAt)).toEqual([undefined]);
    }
  });

  it("gives an alert the same key when it fires and when it is over, and another one to other labels", async () => {
    await push([alert("DiskFull"), alert("DiskFull", { endsAt: "2026-01-31T09:00:00Z" }), alert("Lag")]);
    const keys = given(harness).events.map(({ dedupKey }) => dedupKey);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[0]).not.toBe(keys[2]);
  });

  it("the order of labels does not make another alert", async () => {
    await push([{ labels: { alertname: "A", zone: "b" } }, { labels: { zone: "b", alertname: "A" } }]);
    const keys = given(harness).events.map(({ dedupKey }) => dedupKey);
    expect(new Set(keys).size).toBe(1);
  });

  it("an alert without labels is known by its title", async () => {
    await push([{ annotations: { summary: "Disk is full" } }]);
    expect(given(harness).events).toMatchObject([{ title: "Disk is full", dedupKey: null }]);
  });

  it("counts what is too many for one request in one alert", async () => {
    await push(Array.from({ length: 520 }, (_, n) => ({ labels: { alertname: `A${n}` } })));
    expect(given(harness).events).toHaveLength(513);
    expect(given(harness).events.at(-1)).toMatchObject({ title: "8 more alerts in one request" });
  });

  it.each([["{"], ["{}"], ['"down"']])("reads %s as any other body", async (body) => {
    expect((await push(body)).status).toBe(200);
    expect(states()).toEqual(["firing"]);
  });

  it("an empty list tells of nothing", async () => {
    expect((await push([])).status).toBe(200);
    expect(given(harness).events).toEqual([]);
  });

  it("refuses with a JSON string", async () => {
    expect(await (await post("api/v2/alerts", [], "x")).json()).toMatch(/nobody is called/);
  });
});
