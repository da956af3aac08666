import type { DryRun, DryRunEvent } from "@callping/contract/api/dry-run";
import type { EndpointCreated } from "@callping/contract/api/endpoints";
import type { ScenarioSaved } from "@callping/contract/api/scenarios";
import { SCOPES } from "@callping/contract/api/scopes";
import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { fleetStatements } from "../../db/fleet.ts";
import { organizationStatements } from "../../db/organizations.ts";
import { insertRows, runBatch } from "../../db/statement.ts";
import type { AlertDetail } from "../../objects/desk-protocol.ts";
import { digestCredential } from "../../services/credentials/digest.ts";
import { pbxDefinition } from "../../services/fleet/testing/pbx-definition.ts";
import { createApp } from "../app.ts";

const app = createApp();
const KEY = `cpk_dryrun000961_${"k".repeat(43)}`;
const MEMBER = "mem_L961-0";

beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  const now = new Date().toISOString();
  const row = {
    id: "key_dryrun000961",
    organization_id: "org_L961",
    name: "own",
    digest: await digestCredential(env.CREDENTIAL_PEPPER, "api_key", KEY),
    scopes: JSON.stringify(SCOPES),
    created_at: now,
  };
  const lanes = ["1", "2"].map((n) => ({
    endpointUuid: `00000000-0000-8000-8000-00000000961${n}`,
    phoneNumber: `+3319900096${n}`,
  }));
  await runBatch(env.DB, [
    ...organizationStatements([{ number: 961, lanes }], now),
    ...insertRows("api_keys", Object.keys(row), [Object.values(row)]),
    ...fleetStatements([pbxDefinition("pbx-1")], now),
  ]);
});

async function ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
  const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const answer = await app.request(new URL(path, env.API_ORIGIN).href, init, env);
  const json: unknown = await answer.json();
  expect([path, answer.status < 300, json]).toEqual([path, true, json]);
  return json as Answer;
}

const always = [{ from: "00:00", to: "24:00" }];
const rules = [
  {
    id: "never",
    name: "Never",
    windows: [{ days: ["mon"], from: "00:00", to: "00:01" }],
    when: { all: [{ field: "env", operator: "eq", value: "none" }] },
    action: { type: "call_all" },
  },
  {
    id: "often",
    name: "Often",
    count: { times: 4, withinSeconds: 3600, per: "endpoint" },
    when: { all: [{ field: "env", operator: "eq", value: "test" }] },
    action: { type: "call_all" },
  },
  {
    id: "again",
    name: "Again",
    count: { times: 3, withinSeconds: 3600 },
    when: { all: [{ field: "host", operator: "starts_with", value: "db" }] },
    action: { type: "call_owners" },
  },
  {
    id: "quiet",
    name: "Quiet",
    windows: always,
    when: {
      any: [
        { field: "severity", operator: "lte", value: "minor" },
        { field: "env", operator: "eq", value: "test" },
      ],
    },
    action: { type: "record_only" },
  },
  {
    id: "other",
    name: "Other",
    when: { all: [{ field: "title", operator: "matches", value: "*disk*" }] },
    action: { type: "call_member", memberId: "mem_L961-1" },
  },
];

/** What a Desk writes in the commit of the webhook, without ids of its own. */
function decided(timeline: readonly { kind: string; data: unknown }[]): unknown[] {
  return timeline
    .filter(({ kind }) =>
      ["rule_matched", "plan_started", "step_started", "step_skipped", "suppressed"].includes(kind),
    )
    .slice(0, 3)
    .map(({ kind, data }) => [kind, Object.entries(data ?? {}).filter(([key]) => key !== "next_step_at")]);
}

it("a dry run says what then happens, of any webhook, with everything that came before", async () => {
  const { scenario } = await ask<ScenarioSaved>("POST", "/api/v1/scenarios", {
    name: "Dry and wet",
    project_id: "prj_L961",
    primary_member_id: MEMBER,
    rules,
  });
  const { endpoint, webhook_url } = await ask<EndpointCreated>("POST", "/api/v1/endpoints", {
    name: "Both",
    scenario_id: scenario.id,
  });
  const payloads = fc.record({
    severity: fc.constantFrom("critical", "major", "minor", "info"),
    env: fc.constantFrom("production", "test"),
    host: fc.constantFrom("db-1", "web-1"),
    title: fc.constantFrom("Disk is full", "Lag is high"),
    status: fc.constantFrom("firing", "firing", "firing", "resolved"),
    dedup_key: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"),
  });
  const seen = new Map<DryRunEvent["outcome"], number>();
  for (const payload of fc.sample(payloads, { numRuns: 50, seed: 7 })) {
    const dry = await ask<DryRun>("POST", "/api/v1/dry-run", { endpoint: endpoint.id, payload });
    const wet = await ask<{ alerts: { id: string; deduplicated: boolean; state: string }[] }>(
      "POST",
      webhook_url,
      payload,
    );
    const [said] = dry.events;
    const [alert] = wet.alerts;
    if (said === undefined) throw new Error("nothing was said");
    seen.set(said.outcome, (seen.get(said.outcome) ?? 0) + 1);
    expect(alert?.deduplicated === true ? alert.id : null).toBe(said.open_alert?.alert_id ?? null);
    if (alert === undefined || said.open_alert !== null) continue;
    const { timeline, ...view } = await ask<AlertDetail["alert"] & Pick<AlertDetail, "timeline">>(
      "GET",
      `/api/v1/alerts/${alert.id}`,
    );
    expect([view.rule, view.action, view.title, view.severity]).toEqual([
      said.rule?.name,
      said.action?.type,
      said.alert?.title,
      said.alert?.severity,
    ]);
    expect(decided(timeline)).toEqual(decided(said.timeline));
  }
  expect([...seen.keys()].toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    "joins_open_alert",
    "nothing",
    "recorded",
    "resolves_alert",
    "rings",
  ]);
});
