import { applyD1Migrations, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fleetStatements } from "../../db/fleet.ts";
import { runBatch } from "../../db/statement.ts";
import { pbxDefinition } from "../../services/fleet/testing/pbx-definition.ts";
import { lineOf, numberDigest } from "../../services/suppression/number-digest.ts";
import type { Snapshot } from "../desk-protocol.ts";
import { exampleEndpoint, exampleSnapshot } from "./testing/example-snapshot.ts";
import { ENDPOINTS, event, input } from "./testing/inputs.ts";

beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  await runBatch(env.DB, fleetStatements([pbxDefinition("pbx-1")], new Date().toISOString()));
});

let number = 700;
let version = 0;
const deskOf = (organization = number) => env.DESK.getByName(`desk:${organization}:0`);
beforeEach(() => void (number += 1));

/** Three people, each with a telephone of the local carrier, all of whom an alert rings. No PBX is connected: calls wait. */
function snapshot(
  organization: Partial<Snapshot["organization"]> = {},
  numbers: readonly string[] = [1, 2, 3].map((n) => `+3319900${number}${n}`),
): Snapshot {
  version += 1;
  const base = exampleSnapshot(number, [
    exampleEndpoint(number, 1, { uuid: ENDPOINTS.first, paused: false }),
  ]);
  return {
    ...base,
    config_version: version,
    organization: { ...base.organization, ...organization },
    members: numbers.map((_, n) => ({ id: `mem_${n}`, name: `Person ${n}`, role: "owner" })),
    phones: numbers.map((one, n) => ({
      id: `pho_${n}`,
      member_id: `mem_${n}`,
      number: one,
      label: "Phone",
      language: "en",
      enabled: true,
      primary: true,
      verified: true,
    })),
    scenarios: base.scenarios.map((scenario) => ({
      ...scenario,
      rules: [{ id: "rul_1", name: "All", when: { all: [] }, action: { type: "call_all" } }],
    })),
  };
}

async function fire(dedupKey: string, severity: "critical" | "minor" = "minor"): Promise<string> {
  const answer = await deskOf().receive(input({ events: [event({ dedupKey, severity })] }));
  return (answer.ok && answer.alerts[0]?.id) || "";
}
/** Phones that ring or wait, and why the others do not. */
async function told(alertId: string, organization = number) {
  const timeline = (await deskOf(organization).alert(alertId))?.timeline ?? [];
  const refused = timeline.flatMap((entry) =>
    entry.kind === "call_ended" && entry.data.refused !== undefined ? [entry.data.refused.reason] : [],
  );
  const held = timeline.filter(({ kind }) => kind === "attempt_held").length;
  return { refused: [...new Set(refused)].toSorted(), held };
}
const settled = (id: string, of: { refused: string[]; held: number }) =>
  expect.poll(() => told(id), { timeout: 5_000 }).toEqual(of);
const spent = async () => (await deskOf().watchReport()).spent;

describe("a day's cap", () => {
  it("stops the call beyond it, says so in the timeline, and lets the others ring", async () => {
    await deskOf().replaceSnapshot(snapshot({ limits: { callsPerDay: 2 } }));
    const id = await fire("disk");
    await settled(id, { refused: ["calls_per_day"], held: 2 });
    const timeline = (await deskOf().alert(id))?.timeline ?? [];
    expect(timeline.filter(({ kind }) => kind === "call_ended")).toMatchObject([
      {
        data: {
          outcome: "capped",
          call_id: null,
          refused: { message: expect.stringContaining("midnight UTC") },
        },
      },
    ]);
    const { refusals } = await deskOf().watchReport();
    expect(refusals).toMatchObject([{ reason: "calls_per_day", version: 1, alert_ids: [id], place: "call" }]);
  });

  it("holds back nobody of another organization", async () => {
    await deskOf().replaceSnapshot(snapshot({ limits: { newDestinationsPerDay: 0 } }));
    const mine = await fire("disk");
    await settled(mine, { refused: ["new_destinations_per_day"], held: 0 });
    const stopped = number;
    number += 1;
    await deskOf().replaceSnapshot(snapshot());
    const theirs = await fire("disk");
    await settled(theirs, { refused: [], held: 3 });
    expect((await told(mine, stopped)).held).toBe(0);
  });

  it("has a reserve for critical alerts", async () => {
    const people = [1, 2, 3, 4, 5, 6].map((n) => `+3319900${number}${n}`);
    await deskOf().replaceSnapshot(snapshot({ limits: { callsPerDay: 4 } }, people));
    await settled(await fire("disk"), { refused: ["calls_per_day"], held: 4 });
    const calls = async () => (await spent())?.calls;
    await expect.poll(calls).toBe(4);
    const others = [4, 5, 6, 7, 8, 9].map((n) => `+3319901${number}${n}`);
    await deskOf().replaceSnapshot(snapshot({ limits: { callsPerDay: 4 } }, others));
    await settled(await fire("slow"), { refused: ["calls_per_day"], held: 0 });
    await settled(await fire("down", "critical"), { refused: ["calls_per_day"], held: 1 });
    await expect.poll(calls).toBe(5);
  });

  it("that a crash interrupts is neither forgotten nor counted twice", async () => {
    await deskOf().replaceSnapshot(snapshot({ limits: { callsPerDay: 3 } }));
    const first = await fire("disk");
    await settled(first, { refused: [], held: 3 });
    await expect.poll(spent).toMatchObject({ calls: 3, newDestinations: 3, units: 0 });
    for (let crash = 0; crash < 1; crash += 1) {
      await evictDurableObject(deskOf());
      expect(await spent()).toMatchObject({ calls: 3, newDestinations: 3 });
    }
    await settled(await fire("lag"), { refused: ["calls_per_day"], held: 0 });
    expect(await spent()).toMatchObject({ calls: 3 });
  });

  it.each([
    ["its telephone was switched off", { enabled: false }],
    ["its telephone has another number", { number: "+33199009999", verified: false }],
  ])(
    "is not used up by a call that never reached its line: %s",
    async (_, changed) => {
      const gone = `+3319900${number}1`;
      const other = `+3319900${number}2`;
      const limits = { callsPerDay: 1 };
      const line = lineOf(env, numberDigest(env, gone));
      const onLine = (sql: string) =>
        runInDurableObject(line, (_line, { storage }) => void storage.sql.exec(sql));
      await onLine("ALTER TABLE attempts RENAME TO lost");
      await deskOf().replaceSnapshot(snapshot({ limits }, [gone]));
      const id = await fire("disk");
      const kinds = async () => ((await deskOf().alert(id))?.timeline ?? []).map(({ kind }) => kind);
      await expect.poll(kinds).toContain("attempt_started");
      const next = snapshot({ limits }, [gone]);
      const phones = next.phones.map((phone) => ({ ...phone, ...changed }));
      await deskOf().replaceSnapshot({ ...next, phones });
      await onLine("ALTER TABLE lost RENAME TO attempts");
      await expect.poll(kinds, { timeout: 20_000, interval: 200 }).toContain("call_ended");
      await deskOf().receive(input({ events: [event({ dedupKey: "disk", state: "resolved" })] }));
      await deskOf().replaceSnapshot(snapshot({ limits }, [other]));
      await settled(await fire("down"), { refused: [], held: 1 });
    },
    40_000,
  );

  it("counts repeats of the same refusal, and floods nothing", async () => {
    await deskOf().replaceSnapshot(snapshot({ limits: { callsPerDay: 0 } }, ["+33199009999"]));
    const ids = [await fire("a"), await fire("b"), await fire("c")];
    for (const id of ids) await settled(id, { refused: ["calls_per_day"], held: 0 });
    // Each is asked for twice: by its own step, and by the owners' at the end of the pass.
    await expect
      .poll(async () => (await deskOf().watchReport()).refusals)
      .toMatchObject([{ version: 6, alert_ids: ids }]);
  });
});

describe("an operator's kill switch", () => {
  it("stops what rings and what comes, says it in the answer, and another organization rings on", async () => {
    await deskOf().replaceSnapshot(snapshot());
    const ringing = await fire("disk");
    await settled(ringing, { refused: [], held: 3 });
    await deskOf().replaceSnapshot(snapshot({ calls_stopped: true }));
    const ended = async () =>
      ((await deskOf().alert(ringing))?.timeline ?? []).filter(({ kind }) => kind === "call_ended").length;
    await expect.poll(ended, { timeout: 1_000 }).toBe(3);
    const answer = await deskOf().receive(input({ events: [event({ dedupKey: "lag" })] }));
    expect(answer).toMatchObject({ ok: true, calls_stopped: true });
    const id = (answer.ok && answer.alerts[0]?.id) || "";
    await settled(id, { refused: ["calls_stopped"], held: 0 });
    number += 1;
    await deskOf().replaceSnapshot(snapshot());
    await settled(await fire("disk"), { refused: [], held: 3 });
  });
});

describe("a country", () => {
  it("that nobody switched on is not called, and one that was is", async () => {
    // An Indian, a Jamaican and a Ukrainian telephone.
    const numbers = ["+919812345678", "+18765551234".replace("555", "381"), "+380671234567"];
    await deskOf().replaceSnapshot(snapshot({ countries: [] }, numbers));
    const first = await fire("disk");
    await expect
      .poll(async () => (await told(first)).refused)
      .toEqual(["country_needs_operator", "country_not_switched_on"]);
    await deskOf().replaceSnapshot(snapshot({ countries: ["IN", "JM"] }, numbers));
    const second = await fire("lag");
    await expect
      .poll(async () => ((await deskOf().alert(second))?.timeline ?? []).map(({ kind }) => kind))
      .toContain("attempt_started");
    expect((await told(second)).refused).toEqual([]);
  });

  it("is not asked of a configuration of before: an upgrade silences nobody", async () => {
    await deskOf().replaceSnapshot(snapshot({}, ["+919812345678"]));
    const id = await fire("disk");
    await runInDurableObject(deskOf(), async () => undefined);
    expect((await told(id)).refused).toEqual([]);
  });
});
