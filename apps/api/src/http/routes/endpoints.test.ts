import {
  AlertKeyRemovedSchema,
  AlertKeySetSchema,
  EndpointChangedSchema,
  EndpointCreatedSchema,
  EndpointDeletedSchema,
  EndpointListSchema,
  EndpointSchema,
} from "@callping/contract/api/endpoints";
import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEMO } from "../../db/demo.ts";
import { readEndpointId } from "../../endpoint-id/read.ts";
import { matchesCredential } from "../../services/credentials/digest.ts";
import { KEYS, openHarness } from "../testing/harness.ts";
import type { Harness } from "../testing/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.dispose());
beforeEach(() => harness.desks.reset());

const PATH = "/api/v1/endpoints";
const own = { name: "Checkout", scenario_id: DEMO.scenarioId };
const foreign = { scenario_id: "scn_L2-0", project_id: "prj_L2" };
const ARN = "arn:aws:sns:eu-west-1:123456789012:alarms";

function ask(method: string, path = "", body?: unknown, key: string = KEYS.own): Promise<Response> {
  return harness.api(`${PATH}${path}`, key, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}
async function answer<Schema extends v.GenericSchema>(
  asked: Promise<Response>,
  status: number,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const answered = await asked;
  const json: unknown = await answered.json();
  expect([answered.status, json]).toEqual([status, json]);
  return v.parse(schema, json);
}
const make = async (more: object = {}, key?: string) =>
  answer(ask("POST", "", { ...own, ...more }, key), 201, EndpointCreatedSchema);
const refusal = async (asked: Promise<Response>) => {
  const answered = await asked;
  const { code, problems = [] } = await answered.json<{ code: string; problems?: { path: string }[] }>();
  return [answered.status, code, ...problems.map(({ path }) => path)];
};
const audit = async (subject: string) =>
  (
    await harness.db
      .prepare(
        "SELECT action, actor_id, organization_id, detail FROM audit_log WHERE subject = ? ORDER BY id DESC",
      )
      .bind(subject)
      .all<{ action: string; actor_id: string; organization_id: string; detail: string }>()
  ).results;
/** What the Desk was told last of an endpoint. */
const pushed = (id: string) =>
  harness.desks.snapshots.at(-1)?.snapshot.endpoints.find((endpoint) => endpoint.id === id);

describe("a new endpoint", () => {
  it("gets a URL that leads to its organization, the product's defaults, and is known to the Desk at once", async () => {
    const { endpoint, webhook_url, mail_address, alert_key, in_effect } = await make();
    expect(endpoint).toMatchObject({
      name: "Checkout",
      project_id: DEMO.projectId,
      paused: false,
      default_severity: "major",
      auto_close_seconds: 14_400,
      grouping_window_seconds: 0,
      dedup_template: null,
      heartbeat: null,
      sns_topic: null,
      alert_key_set: false,
    });
    expect([alert_key, in_effect]).toEqual([null, true]);
    const uuid = new URL(webhook_url).pathname.replace("/api/wh/", "");
    expect(await readEndpointId(harness.env.ENDPOINT_ID_KEYS, uuid)).toMatchObject({ organizationNumber: 1 });
    expect(mail_address).toBe(`${uuid}@alerts.callping.example`);
    expect(harness.desks.snapshots.map(({ desk }) => desk)).toEqual(["desk:1:0"]);
    expect(pushed(endpoint.id)).toMatchObject({ uuid, grouping_window_seconds: 0 });
    expect(await audit(endpoint.id)).toMatchObject([
      { action: "endpoint.created", actor_id: "key_own000000001", organization_id: harness.organizationId },
    ]);
  });

  it("takes every setting, and shows its alert key this once", async () => {
    const settings = {
      paused: true,
      default_severity: "critical",
      auto_close_seconds: 60,
      dedup_template: "{{labels.host}}",
      grouping_window_seconds: 300,
      grouping_template: "{{labels.cluster}}",
      heartbeat: { cron: "0 3 * * *", time_zone: "Europe/Kyiv", grace_seconds: 600 },
    };
    const { endpoint, alert_key, mail_address } = await make({ ...settings, alert_key: true });
    expect(endpoint).toMatchObject({ ...settings, alert_key_set: true });
    expect(alert_key).toMatch(/^[a-z2-9]{24}$/);
    const local = mail_address.split("@")[0] ?? "";
    expect([local.endsWith(`+${alert_key}`), local.length <= 64]).toEqual([true, true]);
    const shown = await (await ask("GET", `/${endpoint.id}`)).text();
    const digest = pushed(endpoint.id)?.alert_key_digest ?? "";
    expect(
      await matchesCredential(harness.env.CREDENTIAL_PEPPER, "alert_key", alert_key ?? "", [digest]),
    ).toBe(true);
    for (const text of [shown, JSON.stringify(await audit(endpoint.id))])
      expect(text).not.toMatch(new RegExp(`${alert_key}|${digest}`));
  });

  it.each([
    [{}, ["name", "scenario_id"]],
    [{ ...own, ...foreign }, ["scenario_id", "project_id"]],
    [
      {
        name: " ",
        scenario_id: 5,
        paused: "yes",
        default_severity: "P1",
        auto_close_seconds: 59,
        dedup_template: "always the same",
        grouping_window_seconds: 3601,
        grouping_template: "{{",
        heartbeat: { period_seconds: 1, cron: "* * * * *", grace_seconds: 60 },
        sns_topic_arn: "alarms",
        uuid: "mine",
      },
      [
        "name",
        "scenario_id",
        "paused",
        "default_severity",
        "auto_close_seconds",
        "dedup_template",
        "grouping_window_seconds",
        "grouping_template",
        "heartbeat",
        "sns_topic_arn",
        "uuid",
      ],
    ],
    [{ ...own, alert_key: true, sns_topic_arn: ARN }, ["alert_key"]],
    ["[]", [""]],
  ])("refuses %j and names all that is wrong: %j", async (body, paths) => {
    const [status, code, ...named] = await refusal(ask("POST", "", body));
    expect([status, code]).toEqual([400, "invalid_body"]);
    expect([named.length, new Set(named)]).toEqual([paths.length, new Set(paths)]);
    expect(harness.desks.snapshots).toEqual([]);
  });

  it("needs the scope before anything is read", async () => {
    expect(await refusal(ask("POST", "", "nonsense", KEYS.callsOnly))).toEqual([403, "missing_scope"]);
  });

  it("that a Desk could not be told of is stored and says so; the sweep tells it", async () => {
    harness.desks.failures = 1;
    const { endpoint, in_effect } = await make();
    expect(in_effect).toBe(false);
    const row = await harness.db
      .prepare("SELECT pushed_version < config_version AS lags FROM organizations WHERE number = 1")
      .first();
    expect(row).toEqual({ lags: 1 });
    await answer(ask("GET", `/${endpoint.id}`), 200, EndpointSchema);
  });
});

describe("settings", () => {
  it("change where they are given and stay where they are not; the audit says from what to what", async () => {
    const { endpoint } = await make({ dedup_template: "{{title}}" });
    const change = { paused: true, auto_close_seconds: 120, dedup_template: null };
    const changed = await answer(ask("PATCH", `/${endpoint.id}`, change), 200, EndpointChangedSchema);
    expect(changed).toEqual({ endpoint: { ...endpoint, ...change }, warnings: [], in_effect: true });
    expect(pushed(endpoint.id)).toMatchObject(change);
    const [entry] = await audit(endpoint.id);
    expect([entry?.action, JSON.parse(entry?.detail ?? "")]).toEqual([
      "endpoint.changed",
      { to: change, from: { paused: false, auto_close_seconds: 14_400, dedup_template: "{{title}}" } },
    ]);
    const nothing = await answer(ask("PATCH", `/${endpoint.id}`, {}), 200, EndpointChangedSchema);
    expect(nothing.endpoint).toEqual(changed.endpoint);
    expect(await audit(endpoint.id)).toHaveLength(2);
  });

  it("pin an Amazon SNS topic, move the pin, and take it away; an alert key excludes it", async () => {
    const { endpoint } = await make();
    const pin = (sns_topic_arn: string | null) => ask("PATCH", `/${endpoint.id}`, { sns_topic_arn });
    const first = await answer(pin(ARN), 200, EndpointChangedSchema);
    expect(first.endpoint.sns_topic).toMatchObject({ arn: ARN, confirmed_at: null });
    expect((await answer(pin(ARN), 200, EndpointChangedSchema)).endpoint).toEqual(first.endpoint);
    await answer(pin(`${ARN}-2`), 200, EndpointChangedSchema);
    expect(pushed(endpoint.id)?.sns_topic_arn).toBe(`${ARN}-2`);
    expect(await refusal(ask("POST", `/${endpoint.id}/alert-key`))).toEqual([409, "settings_conflict"]);
    expect((await answer(pin(null), 200, EndpointChangedSchema)).endpoint.sns_topic).toBeNull();
    expect(pushed(endpoint.id)).not.toHaveProperty("sns_topic_arn");
    await answer(ask("POST", `/${endpoint.id}/alert-key`), 200, AlertKeySetSchema);
    expect(await refusal(pin(ARN))).toEqual([400, "invalid_body", "sns_topic_arn"]);
  });

  it("rotate the alert key and remove it", async () => {
    const { endpoint, alert_key } = await make({ alert_key: true });
    const path = `/${endpoint.id}/alert-key`;
    const rotated = await answer(ask("POST", path), 200, AlertKeySetSchema);
    expect(rotated.alert_key).not.toBe(alert_key);
    const digest = pushed(endpoint.id)?.alert_key_digest ?? "";
    const opens = (key: string | null) =>
      matchesCredential(harness.env.CREDENTIAL_PEPPER, "alert_key", key ?? "", [digest]);
    expect([await opens(rotated.alert_key), await opens(alert_key)]).toEqual([true, false]);
    const removed = await answer(ask("DELETE", path), 200, AlertKeyRemovedSchema);
    expect([removed.endpoint.alert_key_set, pushed(endpoint.id)?.alert_key_digest]).toEqual([false, null]);
    expect((await audit(endpoint.id)).map(({ action }) => action)).toEqual([
      "endpoint.alert_key_removed",
      "endpoint.alert_key_rotated",
      "endpoint.created",
    ]);
  });

  it("are gone with the endpoint, and the Desk knows it no more", async () => {
    const { endpoint } = await make({ sns_topic_arn: ARN });
    const deleted = await answer(ask("DELETE", `/${endpoint.id}`), 200, EndpointDeletedSchema);
    expect(deleted).toEqual({ id: endpoint.id, in_effect: true });
    expect(pushed(endpoint.id)).toBeUndefined();
    expect(await refusal(ask("GET", `/${endpoint.id}`))).toEqual([404, "not_found"]);
    expect(await refusal(ask("DELETE", `/${endpoint.id}`))).toEqual([404, "not_found"]);
  });

  it("of one organization are none of another's", async () => {
    const theirs = await make(foreign, KEYS.stranger);
    const path = `/${theirs.endpoint.id}`;
    for (const [method, where, body] of [
      ["GET", path, undefined],
      ["PATCH", path, { paused: true }],
      ["DELETE", path, undefined],
      ["POST", `${path}/alert-key`, undefined],
      ["DELETE", `${path}/alert-key`, undefined],
    ] as const) {
      expect([method, where, ...(await refusal(ask(method, where, body)))]).toEqual([
        method,
        where,
        404,
        "not_found",
      ]);
      expect(await refusal(ask(method, where, body, KEYS.callsOnly))).toEqual([403, "missing_scope"]);
    }
    const still = await answer(ask("GET", path, undefined, KEYS.stranger), 200, EndpointSchema);
    expect(still).toEqual(theirs.endpoint);
    const listed = await answer(ask("GET", ""), 200, EndpointListSchema);
    expect(listed.data.map(({ id }) => id)).not.toContain(theirs.endpoint.id);
    expect(harness.desks.snapshots.map(({ desk }) => desk)).toEqual(["desk:2:0"]);
  });

  it("PATCH refuses a foreign scenario and an unknown field, both at once, and changes nothing", async () => {
    const { endpoint } = await make();
    const change = { ...foreign, paused: true };
    expect(await refusal(ask("PATCH", `/${endpoint.id}`, change))).toEqual([
      400,
      "invalid_body",
      "scenario_id",
      "project_id",
    ]);
    expect(await refusal(ask("PATCH", `/${endpoint.id}`, { pased: true, alert_key: null }))).toEqual([
      400,
      "invalid_body",
      "pased",
      "alert_key",
    ]);
    expect(await answer(ask("GET", `/${endpoint.id}`), 200, EndpointSchema)).toEqual(endpoint);
  });
});
