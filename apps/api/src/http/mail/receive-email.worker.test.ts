import { alertAddress } from "@callping/domain/mail/address";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { mintEndpointId } from "../../endpoint-id/mint.ts";
import type { RequestRecord, Snapshot } from "../../objects/desk-protocol.ts";
import { digestCredential } from "../../services/credentials/digest.ts";
import { receiveEmail } from "./receive-email.ts";
import { multipart, rawMessage, streamOf } from "./testing/messages.ts";

/** Beyond the organizations of other tests. */
const ADA = 910;
const EVE = 911;
const KEY = "s3cret-Key_9";

const endpoints = new Map<number, string>();

/** An organization with one endpoint, paused so that nobody is rung: what is stored is what this is about. */
async function settle(number: number, alertKey: string | null): Promise<void> {
  const uuid = await mintEndpointId(env.ENDPOINT_ID_KEYS, {
    organizationNumber: number,
    shard: 0,
    keyId: 0,
    random: new Uint8Array(8).fill(number),
  });
  endpoints.set(number, uuid);
  const digest = alertKey && (await digestCredential(env.CREDENTIAL_PEPPER, "alert_key", alertKey));
  const id = String(number);
  const snapshot: Snapshot = {
    config_version: 1,
    organization: { id: `org_${id}`, number, name: id, slug: id, time_zone: "UTC", key_map: "default" },
    endpoints: [
      {
        id: `end_${id}`,
        uuid,
        name: "Endpoint",
        project_id: "prj_1",
        scenario_id: "scn_1",
        paused: true,
        default_severity: "major",
        alert_key_digest: digest,
        auto_close_seconds: 86_400,
      },
    ],
    scenarios: [
      { id: "scn_1", name: "Ring me", version: 1, primary_member_id: "mem_1", rules: [], plan: null },
    ],
    members: [{ id: "mem_1", name: "Ada", role: "owner" }],
    phones: [],
  };
  await deskOf(number).replaceSnapshot(snapshot);
}

const deskOf = (number: number) => env.DESK.getByName(`desk:${number}:0`);
const addressOf = (number: number, key: string | null = null) =>
  alertAddress(endpoints.get(number) ?? "", env.MAIL_DOMAIN, key);

async function deliver(to: string, message: string): Promise<string[]> {
  const rejected: string[] = [];
  const setReject = (reason: string): void => void rejected.push(reason);
  const from = "monitor@tool.example";
  await receiveEmail({ from, to, raw: streamOf(message), rawSize: message.length, setReject }, env);
  return rejected;
}

/** What the Desk hands to D1, oldest first. D1 has no tables here, so that nothing is confirmed and all of it stays. */
async function requestsOf(number: number): Promise<RequestRecord[]> {
  const rows = await deskOf(number).pullOutbox(Array.from({ length: 100 }, (_, index) => index + 1));
  return rows.flatMap((row) => (row.kind === "request" ? [row.row] : []));
}

/** The first request transforms the whole Worker. */
const FIRST_REQUEST_MS = 30_000;

beforeAll(async () => {
  await settle(ADA, null);
  await settle(EVE, KEY);
}, FIRST_REQUEST_MS);

describe("a mail, inside workerd", () => {
  it("is stored by its own organization, joined by a repeat, counted once, and closed by its end", async () => {
    const to = addressOf(ADA);
    const firing = multipart(
      "alternative",
      { Subject: "[FIRING:1] Disk is full on db-1", "Message-ID": "<a@x>" },
      [["Content-Type: text/html; charset=utf-8", "<p>Severity: <b>critical</b></p><p>93&nbsp;% used</p>"]],
    );
    expect(await deliver(to, firing)).toEqual([]);
    expect(await deliver(to, firing.replace("From:", "Received: from mx2\r\nFrom:"))).toEqual([]);
    expect(await deliver(to, firing.replace("<a@x>", "<b@x>"))).toEqual([]);
    const open = await deskOf(ADA).liveAlerts();
    expect(open).toMatchObject([
      { title: "Disk is full on db-1", severity: "critical", count: 2, tool: "email" },
    ]);
    expect(
      await deliver(to, rawMessage({ Subject: "[RESOLVED] Disk is full on db-1", "Message-ID": "<c@x>" })),
    ).toEqual([]);
    expect((await deskOf(ADA).alert(open[0]?.id ?? ""))?.alert.state).toBe("resolved");
    expect(await requestsOf(ADA)).toMatchObject([
      { method: "EMAIL", result: "paused", headers: { subject: "[FIRING:1] Disk is full on db-1" } },
      { method: "EMAIL" },
      { method: "EMAIL" },
    ]);
    expect(await deskOf(EVE).liveAlerts()).toEqual([]);
  });

  it("an endpoint's key opens that endpoint alone, and is stored nowhere", async () => {
    const message = (to: string) => rawMessage({ Subject: "Queue is stuck", To: to }, `Sent to ${to}.`);
    const right = addressOf(EVE, KEY);
    expect(await deliver(addressOf(EVE), message(addressOf(EVE)))).toEqual([
      expect.stringContaining("alert key"),
    ]);
    expect(await deliver(addressOf(EVE, "wrong"), message(right))).toEqual([
      expect.stringContaining("wrong"),
    ]);
    expect(await deskOf(EVE).liveAlerts()).toEqual([]);
    expect(await deliver(right, message(right))).toEqual([]);
    expect(await deskOf(EVE).liveAlerts()).toMatchObject([{ title: "Queue is stuck" }]);
    const stored = await requestsOf(EVE);
    expect(stored.map(({ result }) => result)).toEqual(["wrong_alert_key", "wrong_alert_key", "paused"]);
    expect(JSON.stringify(stored[2])).not.toContain(KEY);
    expect(JSON.stringify(await deskOf(EVE).liveAlerts())).not.toContain(KEY);
  });

  it("an automatic answer is stored as a notice and opens no alert", async () => {
    const before = (await deskOf(ADA).liveAlerts()).length;
    const away = rawMessage(
      { Subject: "Away: Cooling is broken", "Auto-Submitted": "auto-replied" },
      "I am away.",
    );
    expect(await deliver(addressOf(ADA), away)).toEqual([]);
    expect(await deskOf(ADA).liveAlerts()).toHaveLength(before);
    expect((await requestsOf(ADA)).at(-1)).toMatchObject({
      alert_ids: [],
      body: expect.stringContaining("Auto-Submitted is auto-replied"),
    });
  });

  it("automatic answers beyond the limit ring nobody either", async () => {
    const before = (await deskOf(ADA).liveAlerts()).length;
    const away = Array.from({ length: 65 }, (_, sent) =>
      rawMessage({ Subject: "Away", "Auto-Submitted": "auto-replied", "Message-ID": `<${sent}@x>` }),
    );
    await Promise.all(away.map((message) => deliver(addressOf(ADA), message)));
    expect(await deskOf(ADA).liveAlerts()).toHaveLength(before);
    expect(await deliver(addressOf(ADA), rawMessage({ Subject: "Disk is full on db-9" }))).toEqual([]);
    expect((await deskOf(ADA).liveAlerts()).map(({ title }) => title)).toContain(
      "Many alerts at once from Endpoint",
    );
  });

  it("of another organization's making up is nobody's", async () => {
    const own = endpoints.get(ADA) ?? "";
    const forged = `${own.slice(0, -1)}${own.endsWith("0") ? "1" : "0"}`;
    expect(await deliver(alertAddress(forged, env.MAIL_DOMAIN, null), rawMessage({ Subject: "x" }))).toEqual([
      expect.stringContaining("No such endpoint"),
    ]);
  });
});
