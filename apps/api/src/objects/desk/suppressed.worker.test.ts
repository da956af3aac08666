import { applyD1Migrations, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { fleetStatements } from "../../db/fleet.ts";
import { runBatch } from "../../db/statement.ts";
import { pbxDefinition } from "../../services/fleet/testing/pbx-definition.ts";
import { lineOf, numberDigest } from "../../services/suppression/number-digest.ts";
import type { Snapshot, SnapshotPhone } from "../desk-protocol.ts";
import { PLATFORM, type SuppressionOrder } from "../suppression-protocol.ts";
import { handOverObjections } from "./hand-over-objections.ts";
import type { DeskParts } from "./parts.ts";
import { exampleEndpoint, exampleSnapshot } from "./testing/example-snapshot.ts";
import { ENDPOINTS, event, input } from "./testing/inputs.ts";

/** A PBX that is never connected: what may be called waits at its line. */
beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  await runBatch(env.DB, fleetStatements([pbxDefinition("pbx-1")], new Date().toISOString()));
});

let number = 940;
let desk: ReturnType<typeof env.DESK.getByName>;
beforeEach(() => {
  number += 1;
  desk = env.DESK.getByName(`desk:${number}:0`);
});

/** Ada is rung first, Grace five minutes later: or at once, when Ada cannot be. */
function snapshot(version: number, ada: Partial<SnapshotPhone> = {}): Snapshot {
  const common = { language: "en", enabled: true, verified: true, primary: true };
  const { scenarios, ...rest } = exampleSnapshot(number, [
    exampleEndpoint(number, 1, { uuid: ENDPOINTS.first, paused: false }),
  ]);
  const plan = { steps: [{ afterSeconds: 300, action: { type: "call_member", memberId: "mem_2" } }] };
  return {
    ...rest,
    config_version: version,
    scenarios: scenarios.map((scenario) => ({ ...scenario, plan })),
    members: [
      { id: "mem_1", name: "Ada", role: "owner" },
      { id: "mem_2", name: "Grace", role: "member" },
    ],
    phones: [
      { id: "pho_1", member_id: "mem_1", number: adas(), label: "Ada's phone", ...common, ...ada },
      { id: "pho_2", member_id: "mem_2", number: `+3319900${number}8`, label: "Grace's phone", ...common },
    ],
  };
}
const adas = (): string => `+3319900${number}9`;
const order = (over: Partial<SuppressionOrder> = {}): SuppressionOrder => ({
  number: adas(),
  scope: `org_${number}`,
  active: true,
  how: "call",
  by: null,
  reason: null,
  call_id: null,
  ...over,
});
const line = () => lineOf(env, numberDigest(env, adas()));
async function alert(key: string): Promise<string> {
  const received = await desk.receive(input({ events: [event({ dedupKey: key })] }));
  return (received.ok && received.alerts[0]?.id) || "";
}
const told = async (id: string): Promise<string[]> => {
  const entries = (await desk.alert(id))?.timeline ?? [];
  return entries.flatMap((entry) =>
    entry.kind === "call_ended"
      ? [`ended ${entry.data.outcome}`]
      : entry.kind === "step_skipped" || entry.kind === "attempt_started"
        ? [entry.kind]
        : [],
  );
};

describe("a number whose holder objected", () => {
  it("is passed over as soon as the snapshot says so, and the plan goes on to the next person", async () => {
    await desk.replaceSnapshot(snapshot(1, { objected: true }));
    expect(await told(await alert("a"))).toEqual(["step_skipped", "attempt_started"]);
    expect(await desk.requestDrill({ phone_id: "pho_1" })).toMatchObject({ by: "phone_unusable" });
    await desk.replaceSnapshot(snapshot(2));
    expect((await told(await alert("b"))).at(0)).toBe("attempt_started");
  });

  it.each([PLATFORM, "own"])(
    "by %s, is refused by its line before the Desk knows, and passed over from then on",
    async (scope) => {
      await desk.replaceSnapshot(snapshot(1));
      await line().suppress(order(scope === PLATFORM ? { scope } : {}));
      const first = await alert("a");
      await vi.waitFor(async () => expect(await told(first)).toContain("ended opted_out"));
      expect((await told(await alert("b")))[0]).toBe("step_skipped");
      // Its memory dies; the line's does not.
      await evictDurableObject(desk);
      const third = await alert("c");
      await vi.waitFor(async () => expect(await told(third)).toContain("ended opted_out"));
    },
  );

  it("of another organization is called", async () => {
    await desk.replaceSnapshot(snapshot(1));
    await line().suppress(order({ scope: "org_another" }));
    const id = await alert("a");
    await vi.waitFor(async () =>
      expect((await desk.alert(id))?.timeline.map(({ kind }) => kind)).toContain("attempt_held"),
    );
  });

  it("that waits for a PBX is withdrawn when its holder objects, and its plan is told why", async () => {
    await desk.replaceSnapshot(snapshot(1));
    const id = await alert("a");
    await vi.waitFor(async () =>
      expect((await desk.alert(id))?.timeline.map(({ kind }) => kind)).toContain("attempt_held"),
    );
    await line().suppress(order({ scope: PLATFORM, how: "operator", by: "olena", reason: "asked" }));
    await vi.waitFor(async () => expect(await told(id)).toContain("ended opted_out"));
  });

  it("was once known to its Desk alone: the line is told, and the Desk keeps nothing of the number", async () => {
    await desk.replaceSnapshot(snapshot(1));
    await runInDurableObject(desk, (_desk, { storage }) => {
      storage.sql.exec("INSERT INTO objections (number, at) VALUES (?, 1)", adas());
    });
    await evictDurableObject(desk);
    expect(await told(await alert("a"))).toEqual(["step_skipped", "attempt_started"]);
    await runInDurableObject(desk, async (instance, { storage }) => {
      const { parts } = instance as unknown as { parts: DeskParts };
      await handOverObjections(parts);
      expect(storage.sql.exec("SELECT * FROM objections").toArray()).toEqual([]);
    });
    expect(await line().suppressionsOf(numberDigest(env, adas()))).toMatchObject([
      { scope: `org_${number}`, active: true, how: "call" },
    ]);
  });
});
