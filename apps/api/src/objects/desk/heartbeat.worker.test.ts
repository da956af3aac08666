import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { PingInput, PingResult } from "../ping-protocol.ts";
import { HeartbeatStore } from "./heartbeat-store.ts";
import { exampleEndpoint, exampleSnapshot, exampleUuid } from "./testing/example-snapshot.ts";

const MINUTE = 60_000;

/** A heartbeat each five minutes, and a plain endpoint. */
const snapshotOf = (organization: number) =>
  exampleSnapshot(organization, [
    exampleEndpoint(organization, 1, {
      name: "nightly backup",
      heartbeat: { period_seconds: 300, grace_seconds: 60 },
    }),
    exampleEndpoint(organization, 2),
  ]);

let requests = 0;
function ping(organization: number, signal: PingInput["signal"], over: Partial<PingInput> = {}): PingInput {
  requests += 1;
  return {
    request_id: `req_${requests}`,
    endpoint_uuid: exampleUuid(organization, 1),
    signal,
    method: "POST",
    content_type: null,
    headers: {},
    body: "",
    alert_key: null,
    ...over,
  };
}

async function desk(organization: number) {
  const stub = env.DESK.getByName(`desk:${organization}:0`);
  await stub.replaceSnapshot(snapshotOf(organization));
  return stub;
}

function taken(result: PingResult): Extract<PingResult, { ok: true }> {
  if (!result.ok) throw new Error(result.reason);
  return result;
}

/** As if the last ping had come that long ago, and the Desk had died since: its alarm is all that is left. */
async function letPass(
  stub: Awaited<ReturnType<typeof desk>>,
  organization: number,
  ms: number,
): Promise<void> {
  await runInDurableObject(stub, (_desk, { storage }) => {
    const store = new HeartbeatStore(storage.sql);
    const state = store.get(`end_${organization}-1`);
    store.save(`end_${organization}-1`, { ...state, lastPingAt: (state.lastPingAt ?? 0) - ms });
  });
  await stub.replaceSnapshot(snapshotOf(organization));
  await runDurableObjectAlarm(stub);
}

describe("a heartbeat", () => {
  it("is up after a ping, missing after its grace, and back with the next ping", async () => {
    const stub = await desk(71);
    const up = taken(await stub.ping(ping(71, "success")));
    expect(up).toMatchObject({ state: "up", alerts: [] });
    expect(Date.parse(up.missing_from ?? "") - Date.now()).toBeGreaterThan(5 * MINUTE);
    await letPass(stub, 71, 5 * MINUTE);
    expect(await stub.liveAlerts()).toEqual([]);
    await letPass(stub, 71, MINUTE);
    const [missing] = await stub.liveAlerts();
    expect(missing).toMatchObject({
      title: "No heartbeat from nightly backup",
      state: "triggered",
      severity: "critical",
      tool: "heartbeat",
    });
    const back = taken(await stub.ping(ping(71, "success")));
    expect(back).toMatchObject({ state: "up", alerts: [{ id: missing?.id, state: "resolved" }] });
  });

  it("rings when a ping says that the work failed, with what it said, and once for one problem", async () => {
    const stub = await desk(72);
    const [failed] = taken(await stub.ping(ping(72, "fail", { body: "disk quota exceeded" }))).alerts;
    expect(failed).toMatchObject({ title: "nightly backup reported a failure", deduplicated: false });
    const again = taken(await stub.ping(ping(72, "fail")));
    expect(again).toMatchObject({ state: "down", missing_from: null, alerts: [{ deduplicated: true }] });
    expect((await stub.alert(failed?.id ?? ""))?.alert).toMatchObject({
      message: "disk quota exceeded",
      count: 2,
    });
  });

  it("waits its grace for work that began, and is told the same when a ping comes twice", async () => {
    const stub = await desk(73);
    const started = taken(await stub.ping(ping(73, "start")));
    expect(Date.parse(started.missing_from ?? "") - Date.now()).toBeLessThanOrEqual(MINUTE);
    const failure = ping(73, "fail");
    const first = taken(await stub.ping(failure));
    expect(taken(await stub.ping(failure)).alerts).toEqual(first.alerts);
    expect((await stub.alert(first.alerts[0]?.id ?? ""))?.alert.count).toBe(1);
  });

  it("belongs to its organization, and a plain endpoint takes no pings", async () => {
    const [own, other] = [await desk(74), await desk(75)];
    expect(await own.ping(ping(74, "success", { endpoint_uuid: exampleUuid(74, 2) }))).toEqual({
      ok: false,
      reason: "not_a_heartbeat",
    });
    await own.ping(ping(74, "fail"));
    expect(await own.liveAlerts()).toHaveLength(1);
    expect(await other.liveAlerts()).toEqual([]);
  });
});
