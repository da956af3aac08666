import { IntakePreviewSchema } from "@callping/contract/api/intake";
import { ProblemSchema } from "@callping/contract/api/problem";
import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runBatch } from "../../db/statement.ts";
import type { RequestRecord } from "../../objects/desk-protocol.ts";
import { projections } from "../../records/statements.ts";
import { KEYS, openHarness } from "../testing/harness.ts";
import type { Harness } from "../testing/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.dispose());
beforeEach(() => harness.desks.reset());

const PATH = "/api/v1/intake/preview";
const preview = (init: RequestInit = {}, query = "", key: string = KEYS.own) =>
  harness.api(`${PATH}${query}`, key, { method: "POST", ...init });
const read = async (answer: Response | Promise<Response>) =>
  v.parse(IntakePreviewSchema, await (await answer).json());
const json = (value: unknown): RequestInit => ({
  body: JSON.stringify(value),
  headers: { "content-type": "application/json" },
});

const record = (id: string, more: Partial<RequestRecord> = {}): RequestRecord => ({
  id,
  organization_id: harness.organizationId,
  endpoint_id: "end_1",
  received_at: "2026-01-31T08:00:00.000Z",
  method: "POST",
  content_type: "application/json",
  headers: { "user-agent": "Alertmanager/0.27" },
  body: '{"title":"Disk is full","severity":"critical","dedup_key":"disk"}',
  body_bytes: 64,
  result: "accepted",
  alert_ids: [],
  ...more,
});
const store = (row: RequestRecord) => runBatch(harness.db, projections([{ id: 1, kind: "request", row }]));

describe("POST /api/v1/intake/preview", () => {
  it("says what a webhook would be read as, and neither stores nor rings", async () => {
    const answer = await preview(
      json({
        title: "Disk is full",
        severity: "critical",
        message: "97 %",
        dedup_key: "disk",
        url: "https://x.example/1",
      }),
    );
    expect(answer.status).toBe(200);
    const { events } = await read(answer);
    expect(events).toMatchObject([
      {
        state: "firing",
        severity: "critical",
        severity_source: "severity",
        title: "Disk is full",
        title_source: "title",
        dedup_key: "disk",
        url: "https://x.example/1",
        tool: "generic",
      },
    ]);
    expect(harness.desks.received).toEqual([]);
    const { results } = await harness.db.prepare("SELECT id FROM incoming_requests").all();
    expect(results).toEqual([]);
  });

  it("reads headers and query as the webhook does", async () => {
    const headers = { "content-type": "text/plain", title: "Backup failed", priority: "urgent" };
    expect((await read(preview({ body: "see the log", headers }))).events).toMatchObject([
      { title: "Backup failed", severity: "critical", severity_source: "header priority" },
    ]);
    expect((await read(preview({}, "?title=Disk%20full&severity=minor"))).events).toMatchObject([
      { title: "Disk full", severity: "minor" },
    ]);
  });

  it("tells what was odd about a body", async () => {
    const { explanation } = await read(
      preview({ body: '{"title": "Disk', headers: { "content-type": "application/json" } }),
    );
    expect(explanation.join()).toMatch(/not valid JSON/);
  });

  it("keeps the size of a webhook", async () => {
    const answer = await preview({ body: "x".repeat(256 * 1024 + 1) });
    expect([answer.status, v.parse(ProblemSchema, await answer.json()).code]).toEqual([
      413,
      "body_too_large",
    ]);
  });

  it("asks for permission before it reads anything", async () => {
    const huge = { body: "x".repeat(256 * 1024 + 1) };
    expect((await preview(huge, "", KEYS.callsOnly)).status).toBe(403);
    expect((await preview(huge, "", KEYS.expired)).status).toBe(401);
  });
});

describe("the replay of a stored request", () => {
  it("reads it again as it came, from D1", async () => {
    await store(record("req_stored"));
    expect((await read(preview({}, "?request_id=req_stored"))).events).toMatchObject([
      { title: "Disk is full", severity: "critical", dedup_key: "disk", tool: "prometheus-alertmanager" },
    ]);
  });

  it("finds one of this second in its Desk", async () => {
    harness.desks.requests.set("desk:1:0", [record("req_new", { body: '{"title":"Just now"}' })]);
    expect((await read(preview({}, "?request_id=req_new"))).events).toMatchObject([{ title: "Just now" }]);
  });

  it("reads one that came as a query alone", async () => {
    await store(
      record("req_query", { method: "GET", content_type: null, body: "title=Disk+full", body_bytes: 0 }),
    );
    expect((await read(preview({}, "?request_id=req_query"))).events).toMatchObject([{ title: "Disk full" }]);
  });

  it("is for its own organization alone", async () => {
    await store(record("req_foreign", { organization_id: "org_L2" }));
    await store(record("req_own"));
    harness.desks.requests.set("desk:1:0", [record("req_desk")]);
    for (const [id, key] of [
      ["req_foreign", KEYS.own],
      ["req_own", KEYS.stranger],
      ["req_desk", KEYS.stranger],
      ["req_nobody", KEYS.own],
    ] as const) {
      const answer = await preview({}, `?request_id=${id}`, key);
      expect([id, answer.status, v.parse(ProblemSchema, await answer.json()).code]).toEqual([
        id,
        404,
        "not_found",
      ]);
    }
  });

  it.each(["alr_1", "req_%27--", "", `req_${"x".repeat(100)}`])("refuses %j, which is no id", async (id) => {
    expect((await preview({}, `?request_id=${id}`)).status).toBe(400);
  });
});
