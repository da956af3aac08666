import { AlertCommandResultSchema, AlertDetailSchema, AlertListSchema } from "@callping/contract/api/alerts";
import { ProblemSchema } from "@callping/contract/api/problem";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KEYS, openHarness } from "../testing/harness.ts";
import type { Harness } from "../testing/harness.ts";
import { alertView, at, detail, seedAlerts } from "../testing/seed-records.ts";

const closed = { state: "resolved", closed_at: at(50), close_reason: "api" } as const;

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
  const stored = Array.from({ length: 12 }, (_, n) =>
    detail(`alr_${String(n).padStart(2, "0")}`, n - (n % 2), n < 6 ? closed : {}),
  );
  await seedAlerts(harness.db, harness.organizationId, stored);
  await seedAlerts(harness.db, "org_L2", [detail("alr_foreign", 3)]);
  harness.desks.alerts.set("desk:1:0", [
    // In D1 still triggered, and resolved by now; open and not in D1 yet.
    detail("alr_11", 10, { ...closed, title: "as the Desk has it" }),
    detail("alr_new", 40, { endpoint_id: "end_2" }),
  ]);
  harness.desks.alerts.set("desk:2:0", [detail("alr_secret", 20)]);
});
afterAll(() => harness.dispose());

async function ids(query: string, key?: string): Promise<{ ids: string[]; next: string | null }> {
  const answer = await harness.api(`/api/v1/alerts${query}`, key);
  expect(answer.status).toBe(200);
  const list = v.parse(AlertListSchema, await answer.json());
  return { ids: list.data.map((alert) => alert.id), next: list.next_cursor };
}

describe("GET /api/v1/alerts", () => {
  const all = [
    "alr_new",
    "alr_11",
    "alr_10",
    "alr_09",
    "alr_08",
    "alr_07",
    "alr_06",
    "alr_05",
    "alr_04",
    "alr_03",
    "alr_02",
    "alr_01",
    "alr_00",
  ];

  it("lists what the Desks hold and what D1 has, newest first, each once", async () => {
    expect(await ids("")).toEqual({ ids: all, next: null });
  });

  it.each([1, 2, 5, 12, 13])("pages of %i lead through all of them, without gap or repeat", async (limit) => {
    const seen: string[] = [];
    let cursor: string | null = "";
    for (let page = 0; page < 20 && cursor !== null; page += 1) {
      const answer: Awaited<ReturnType<typeof ids>> = await ids(
        `?limit=${limit}${cursor && `&cursor=${cursor}`}`,
      );
      expect(answer.ids.length).toBeLessThanOrEqual(limit);
      seen.push(...answer.ids);
      cursor = answer.next;
    }
    expect(seen).toEqual(all);
  });

  it("filters by what the Desk knows, not by what D1 still has", async () => {
    expect((await ids("?state=triggered")).ids).toEqual([
      "alr_new",
      "alr_10",
      "alr_09",
      "alr_08",
      "alr_07",
      "alr_06",
    ]);
    expect((await ids("?state=resolved&limit=3")).ids).toEqual(["alr_11", "alr_05", "alr_04"]);
    expect((await ids("?endpoint=end_2")).ids).toEqual(["alr_new"]);
  });

  it.each(["?state=open", "?limit=0", "?limit=201", "?limit=many", "?cursor=x", "?colour=red"])(
    "says what is wrong with %s",
    async (query) => {
      const answer = await harness.api(`/api/v1/alerts${query}`);
      const document = v.parse(ProblemSchema, await answer.json());
      expect([answer.status, document.code]).toEqual([400, "invalid_query"]);
      expect(document.detail).toContain(/\w+/.exec(query)?.[0]);
    },
  );
});

describe("GET /api/v1/alerts/:id", () => {
  it("asks the Desk first, D1 otherwise", async () => {
    const live = v.parse(AlertDetailSchema, await (await harness.api("/api/v1/alerts/alr_11")).json());
    expect(live.title).toBe("as the Desk has it");
    const stored = v.parse(AlertDetailSchema, await (await harness.api("/api/v1/alerts/alr_03")).json());
    expect(stored.timeline).toEqual(detail("alr_03", 2).timeline);
    expect(stored.timeline[1]?.occurred_at).toBe(at(2));
  });
});

describe("acknowledge and resolve", () => {
  const post = (path: string, key?: string) => harness.api(`/api/v1/alerts/${path}`, key, { method: "POST" });

  it.each([
    ["acknowledge", "acknowledged"],
    ["resolve", "resolved"],
  ])("%s leads to %s", async (action, state) => {
    const answer = await post(`alr_new/${action}`);
    expect(v.parse(AlertCommandResultSchema, await answer.json())).toEqual({
      alert: { ...alertView("alr_new", 40), endpoint_id: "end_2", state },
      changed: true,
    });
  });

  it.each([
    ["snooze", undefined, { action: "snooze" }],
    ["snooze", { seconds: 600 }, { action: "snooze", seconds: 600 }],
    ["escalate", undefined, { action: "escalate" }],
    ["unacknowledge", undefined, { action: "unacknowledge" }],
  ])("%s with %j reaches the Desk with who asked", async (path, body, command) => {
    harness.desks.commands = [];
    const init = { method: "POST", ...(body !== undefined && { body: JSON.stringify(body) }) };
    const answer = await harness.api(`/api/v1/alerts/alr_new/${path}`, KEYS.own, init);
    v.parse(AlertCommandResultSchema, await answer.json());
    expect(harness.desks.commands).toEqual([
      {
        alert_id: "alr_new",
        ...command,
        actor: { type: "api_key", id: "key_own000000001", name: "own000000001" },
      },
    ]);
  });

  it.each(['{"seconds":59}', '{"seconds":86401}', '{"minutes":5}', "later"])(
    "snooze refuses %s",
    async (body) => {
      const answer = await harness.api("/api/v1/alerts/alr_new/snooze", KEYS.own, { method: "POST", body });
      expect([answer.status, v.parse(ProblemSchema, await answer.json()).code]).toEqual([
        400,
        "invalid_body",
      ]);
    },
  );

  it.each(["alr_11", "alr_03"])("a closed alert (%s) answers 409", async (id) => {
    for (const action of ["acknowledge", "resolve", "snooze", "escalate", "unacknowledge"]) {
      const answer = await post(`${id}/${action}`);
      expect([answer.status, v.parse(ProblemSchema, await answer.json()).code]).toEqual([
        409,
        "alert_closed",
      ]);
    }
  });
});

describe("another organization", () => {
  it.each(["alr_new", "alr_11", "alr_03", "alr_none"])(
    "is told 404 about %s, whatever it tries",
    async (id) => {
      for (const [method, path] of [
        ["GET", id],
        ["POST", `${id}/acknowledge`],
        ["POST", `${id}/resolve`],
        ["POST", `${id}/snooze`],
        ["POST", `${id}/escalate`],
        ["POST", `${id}/unacknowledge`],
      ] as const) {
        const answer = await harness.api(`/api/v1/alerts/${path}`, KEYS.stranger, { method });
        const { code } = v.parse(ProblemSchema, await answer.json());
        expect([path, answer.status, code]).toEqual([path, 404, "not_found"]);
      }
    },
  );

  it("sees its own alerts alone", async () => {
    expect((await ids("", KEYS.stranger)).ids).toEqual(["alr_secret", "alr_foreign"]);
    expect((await harness.api("/api/v1/alerts/alr_foreign")).status).toBe(404);
    expect((await harness.api("/api/v1/alerts/alr_secret")).status).toBe(404);
  });
});
