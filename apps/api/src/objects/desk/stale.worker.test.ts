import { applyD1Migrations, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fleetStatements } from "../../db/fleet.ts";
import { runBatch } from "../../db/statement.ts";
import { pbxDefinition } from "../../services/fleet/testing/pbx-definition.ts";
import { lineOf, numberDigest } from "../../services/suppression/number-digest.ts";
import type { Snapshot, SnapshotPhone } from "../desk-protocol.ts";
import { exampleEndpoint, exampleSnapshot } from "./testing/example-snapshot.ts";
import { ENDPOINTS, event, input } from "./testing/inputs.ts";

/** A PBX that is never connected: what was ordered waits at its line, as it does for hours in an outage. */
beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  await runBatch(env.DB, fleetStatements([pbxDefinition("pbx-1")], new Date().toISOString()));
});

let number = 820;
let version = 0;
let desk: ReturnType<typeof env.DESK.getByName>;
beforeEach(() => {
  number += 1;
  desk = env.DESK.getByName(`desk:${number}:0`);
});
const adas = (): string => `+9198123${number}95`;

/** Ada is rung first, in India, and Grace when Ada cannot be. `null`: Ada's phone is gone. */
function snapshot(ada: Partial<SnapshotPhone> | null, countries: string[] = ["IN"]): Snapshot {
  version += 1;
  const common = { language: "en", enabled: true, verified: true, primary: true };
  const endpoint = exampleEndpoint(number, 1, { uuid: ENDPOINTS.first, paused: false });
  const { scenarios, organization, ...rest } = exampleSnapshot(number, [endpoint]);
  const plan = { steps: [{ afterSeconds: 600, action: { type: "call_member", memberId: "mem_2" } }] };
  const phone = { id: "pho_1", member_id: "mem_1", number: adas(), label: "Ada's", ...common };
  return {
    ...rest,
    config_version: version,
    organization: { ...organization, countries },
    scenarios: scenarios.map((scenario) => ({ ...scenario, plan })),
    members: [
      { id: "mem_1", name: "Ada", role: "owner" },
      { id: "mem_2", name: "Grace", role: "member" },
    ],
    phones: [
      ...(ada === null ? [] : [{ ...phone, ...ada }]),
      { id: "pho_2", member_id: "mem_2", number: `+3319900${number}8`, label: "Grace's", ...common },
    ],
  };
}

async function timeline(alertId: string) {
  return (await desk.alert(alertId))?.timeline ?? [];
}
const startedOf = async (alertId: string): Promise<string[]> =>
  (await timeline(alertId)).flatMap((entry) =>
    entry.kind === "attempt_started" ? [entry.data.attempt_id] : [],
  );
const waitsAt = (attemptId: string, at = adas()) =>
  lineOf(env, numberDigest(env, at)).attemptStatus(attemptId);

/** An alert whose call to Ada waits at the line of her number. */
async function waitingAlert(): Promise<{ alertId: string; attemptId: string }> {
  await desk.replaceSnapshot(snapshot({}));
  const received = await desk.receive(input({ events: [event({ severity: "critical" })] }));
  const alertId = (received.ok && received.alerts[0]?.id) || "";
  const attemptId = (await startedOf(alertId))[0] ?? "";
  await expect.poll(() => waitsAt(attemptId), { timeout: 5_000 }).not.toBe("unknown");
  expect(["waiting", "live"]).toContain(await waitsAt(attemptId));
  return { alertId, attemptId };
}

describe("the page that rang a telephone that was its person's no more", () => {
  it.each<[string, Parameters<typeof snapshot>]>([
    ["its number was deleted", [null]],
    ["it has another number, which nobody has proven", [{ number: "+919812300001", verified: false }]],
    ["it was switched off", [{ enabled: false }]],
    ["its country was switched off", [{}, []]],
  ])(
    "while its call waited for a PBX: %s",
    async (_, changed) => {
      const { alertId, attemptId } = await waitingAlert();
      await desk.replaceSnapshot(snapshot(...changed));
      await expect.poll(() => waitsAt(attemptId), { timeout: 5_000 }).toEqual({ outcome: "cancelled" });
      // Grace is rung within seconds, ten minutes before her turn.
      await expect
        .poll(async () => JSON.stringify(await timeline(alertId)), { timeout: 15_000, interval: 500 })
        .toContain('"phone_id":"pho_2"');
    },
    30_000,
  );

  it("when the push of its configuration was lost, and its Desk fetched it by itself", async () => {
    const { attemptId } = await waitingAlert();
    await runInDurableObject(desk, (instance) => instance["parts"].snapshots.replace(snapshot(null)));
    await expect.poll(() => waitsAt(attemptId), { timeout: 5_000 }).toEqual({ outcome: "cancelled" });
  });

  it("what has another label waits on", async () => {
    const { attemptId } = await waitingAlert();
    const before = await waitsAt(attemptId);
    await desk.replaceSnapshot(snapshot({ label: "Mobile", primary: false }));
    expect(await waitsAt(attemptId)).toEqual(before);
  });
});
