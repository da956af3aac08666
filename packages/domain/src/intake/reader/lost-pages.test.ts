import { describe, expect, it } from "vitest";
import type { ReadEvent } from "../event.ts";
import { readWebhook } from "../read-webhook.ts";

function read(body: object): ReadEvent[] {
  const request = { method: "POST", search: "", contentType: null, headers: {}, endpointName: "E" };
  const reading = readWebhook({ ...request, body: new TextEncoder().encode(JSON.stringify(body)) });
  return reading.kind === "events" ? reading.events : [];
}

describe("a part that is down rings though the whole says it is up", () => {
  it.each<[string, object, string]>([
    ["the database of an application", { components: { db: { status: "DOWN" } } }, "db is DOWN"],
    [
      "a part of a part",
      { components: { db: { components: { replica: { status: "DOWN" } } } } },
      "replica is DOWN",
    ],
    [
      "the second check of one name",
      { checks: { "db:conn": [{ status: "pass" }, { status: "fail" }] } },
      "db:conn is fail",
    ],
    ["a service by its name alone", { services: { web: "ok", db: "down" } }, "db is down"],
    [
      "the ninth of a list",
      {
        checks: Array.from({ length: 9 }, (_, at) => ({
          name: `c${at}`,
          status: at === 8 ? "critical" : "ok",
        })),
      },
      "c8 is critical",
    ],
  ])("%s", (_name, parts, title) => {
    expect(read({ status: "UP", ...parts })).toMatchObject([{ state: "firing", title }]);
  });

  it("and all parts that are up end it", () => {
    const components = {
      db: { status: "UP" },
      disk: { status: "UP", details: { error: "" } },
      ssl: { status: "ACTIVE" },
    };
    expect(read({ status: "UP", components })).toMatchObject([{ state: "resolved" }]);
    expect(read({ status: "resolved", order: { status: "open" }, title: "x" })).toMatchObject([
      { state: "resolved" },
    ]);
  });
});

describe("a port that is closed and a job that was killed ring", () => {
  it.each<[object]>([
    [{ status: "closed", check: "port 5432" }],
    [{ status: "CLOSED", name: "tcp 10.0.0.1:443" }],
    [{ status: "closed", host: "db-1", port: 5432 }],
    [{ state: "closed", title: "Connection to db-1" }],
    [{ status: "ended", reason: "OOMKilled" }],
    [{ state: "ended", name: "worker", reason: "Error" }],
    [{ status: "closed", reason: "exit code 137" }],
  ])("%j", (body) => {
    expect(read(body)).toMatchObject([{ state: "firing" }]);
    expect(read({ alerts: [body, { ...body, id: 2 }] })).toMatchObject([
      { state: "firing" },
      { state: "firing" },
    ]);
  });

  it.each<[object]>([
    [{ status: "closed", title: "Disk is full" }],
    [{ status: "closed", title: "Port 5432 is unreachable" }],
    [{ status: "closed", ticket: "OPS-3", title: "Connection pool" }],
    [{ status: "closed", incident_id: 7, port: 5432, title: "Replication" }],
    [{ status: "ended", title: "High error rate", reason: "back to normal" }],
    [{ incident: { status: "closed", reason: "failed disk replaced" } }],
    [{ status: "closed", resolved: true, check: "port 5432" }],
  ])("a ticket that is closed is over: %j", (body) => {
    expect(read(body)).toMatchObject([{ state: "resolved" }]);
  });
});

describe("the next outage of a shop whose end Uptime Kuma told a chat", () => {
  /** As Uptime Kuma 2 sends it. */
  const slack = (status: string): object => {
    const header = { type: "header", text: { type: "plain_text", text: "Uptime Kuma Alert" } };
    const fields = [
      { type: "mrkdwn", text: `*Message*\n[Shop] [${status}` },
      { type: "mrkdwn", text: "*Time (UTC)*\n2026-11-22" },
    ];
    return {
      text: `Uptime Kuma Alert\n[Shop] [${status}`,
      attachments: [{ blocks: [header, { type: "section", fields }] }],
    };
  };
  const discord = (title: string): object => ({
    username: "Uptime Kuma",
    embeds: [{ title, fields: [{ name: "Time", value: "1" }] }],
  });

  it.each<[string, object, object]>([
    ["Slack", slack("🔴 Down] connect ECONNREFUSED"), slack("✅ Up] 200 - OK")],
    ["a plain text", { text: "[Shop] [🔴 Down] timeout" }, { text: "[Shop] [✅ Up] 200 - OK" }],
    ["Discord", discord("❌ Your service Shop went down. ❌"), discord("✅ Your service Shop is up! ✅")],
  ])("rings, for both share a key: %s", (_name, down, up) => {
    expect(read(down)).toMatchObject([{ state: "firing", dedupKey: "name:shop" }]);
    expect(read(up)).toMatchObject([{ state: "resolved", dedupKey: "name:shop" }]);
  });

  it("and two problems of one cluster share none", () => {
    expect(read({ text: "[prod] [DOWN] db-1 does not answer" })).toMatchObject([
      { state: "firing", dedupKey: null },
    ]);
  });
});

describe("a problem in the second card of a message whose first is over", () => {
  const [over, begins] = [
    { title: "[RESOLVED] Disk is full on db-1" },
    { title: "[FIRING] CPU is high on web-1" },
  ];

  it.each(["attachments", "embeds"])("rings as an alert of its own: %s", (cards) => {
    expect(read({ [cards]: [over, begins] })).toMatchObject([
      { state: "resolved", title: over.title },
      { state: "firing", title: begins.title },
    ]);
  });

  it("rings in blocks and beside a card that says nothing", () => {
    const blocks = [over, begins].map(({ title }) => ({
      type: "section",
      text: { type: "mrkdwn", text: title },
    }));
    expect(read({ blocks })).toMatchObject([{ state: "firing" }]);
    expect(read({ attachments: [over, { title: "Dashboard" }, begins] })).toMatchObject([
      { state: "firing" },
    ]);
    expect(read({ attachments: [over, { title: "Dashboard" }] })).toMatchObject([{ state: "resolved" }]);
  });
});

it("a critical alert whose severity stands in a flattened key is not rung as the endpoint's default", () => {
  const critical = { severity: "critical", severitySource: "labels.severity" };
  expect(read({ "labels.severity": "critical", title: "Disk is full" })).toMatchObject([critical]);
  expect(read({ "labels.severity": "critical", level: "warning" })).toMatchObject([{ severity: "minor" }]);
});
