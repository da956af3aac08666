import { applyD1Migrations, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { fleetStatements } from "../db/fleet.ts";
import { runBatch } from "../db/statement.ts";
import { pbxDefinition } from "../services/fleet/testing/pbx-definition.ts";
import { changeNumberPolicy } from "../services/numbers/change-policy.ts";
import type { PolicyRow } from "../services/numbers/load-policy.ts";
import type { Actor } from "../services/permission.ts";
import type { Snapshot } from "./desk-protocol.ts";
import { exampleEndpoint, exampleSnapshot } from "./desk/testing/example-snapshot.ts";
import { ENDPOINTS, event, input } from "./desk/testing/inputs.ts";
import { canaryScript } from "./fleet/canary-script.ts";
import { fleetName, HOME_REGION, pbxLinkName } from "./names.ts";

/** One of every kind, each with an organization of its own. The trunk carries every region, so that no other fence refuses them. */
const FORBIDDEN: [number: string, why: string][] = [
  ["+49116117", "a help line"],
  ["+41800117117", "an emergency number of full length"],
  ["+49227700", "a short code"],
  ["+881612345678", "a satellite"],
  ["+12129111234", "a service exchange"],
  ["+79401234567", "a denied prefix"],
  ["+33891234567", "premium rate"],
  ["+18002345678", "toll-free"],
  ["+48801234567", "shared cost"],
  ["+447012345678", "a personal number"],
  ["+8501921234567", "a region of no plan"],
  ["+380050123456", "no number at all"],
];
const ALLOWED = "+380501234567";
const OPERATOR: Actor = {
  keyId: "operator:olena",
  keyName: "olena",
  organizationId: "org_operators",
  organizationNumber: 0,
  shards: 1,
  scopes: ["fleet:write"],
};

const fleet = () => env.FLEET.getByName(fleetName(HOME_REGION));
const link = () => env.PBX_LINK.getByName(pbxLinkName("pbx-1"));
const now = () => new Date().toISOString();

beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  await runBatch(env.DB, fleetStatements([pbxDefinition("pbx-1")], now()));
  await runInDurableObject(link(), (_link, { storage }) => storage.kv.put("pbx_id", "pbx-1"));
  await link().redefine();
});
/** As its link would say; there is no Asterisk, so that a leg which every fence lets through ends as `not_connected`. */
const isUp = () =>
  fleet().reportHealth({
    pbx_id: "pbx-1",
    connected: true,
    trunks: [{ trunk_id: "carrier", reachable: true, in_flight: 0 }],
    at: Date.now(),
  });
beforeEach(isUp);

/** What the PBX's link says to a route that somebody already picked. */
async function place(number: string): Promise<string> {
  const answer = await link().place({
    leg_id: `leg_${number.slice(1)}`,
    call_id: "cal_FENCE",
    line: "line:eu:0",
    organization_id: "org_L1",
    number,
    trunk_id: "carrier",
    ring_seconds: 25,
    script: canaryScript(),
  });
  return answer.ok ? "placed" : answer.reason;
}
async function pick(number: string): Promise<string> {
  const answer = await fleet().pick({ number, exclude: [] });
  return answer.ok ? answer.trunk_id : answer.reason;
}

/** Ada has one telephone, saved and verified, whoever let it in. */
function saved(
  organization: number,
  number: string,
  over: Partial<Snapshot["phones"][number]> = {},
): Snapshot {
  const base = exampleSnapshot(organization, [
    exampleEndpoint(organization, 1, { uuid: ENDPOINTS.first, paused: false }),
  ]);
  const phone = { id: "pho_1", member_id: "mem_1", label: "phone", language: "en", primary: true };
  return { ...base, phones: [{ ...phone, number, enabled: true, verified: true, ...over }] };
}

/** What became of an alert's first attempt: how it ended at once, or the entry that says how it went on. */
async function ring(organization: number, snapshot: Snapshot): Promise<string> {
  const desk = env.DESK.getByName(`desk:${organization}:0`);
  await desk.replaceSnapshot(snapshot);
  const answer = await desk.receive(input({ events: [event({ dedupKey: crypto.randomUUID() })] }));
  const alertId = (answer.ok && answer.alerts[0]?.id) || "";
  return vi.waitFor(
    async () => {
      const timeline = (await desk.alert(alertId))?.timeline ?? [];
      for (const entry of timeline) {
        if (entry.kind === "call_ended") return entry.data.outcome;
        if (["attempt_held", "call_placed", "step_skipped"].includes(entry.kind)) return entry.kind;
      }
      throw new Error(`nothing came of it: ${timeline.map(({ kind }) => kind).join(" ")}`);
    },
    { timeout: 5_000, interval: 5 },
  );
}

describe("a forbidden number that was saved all the same rings nobody", () => {
  it.each(FORBIDDEN.map((entry, n) => [...entry, 410 + n] as const))(
    "%s (%s): the Desk refuses it before the call",
    async (number, _why, organization) => {
      expect(await ring(organization, saved(organization, number))).toBe("bad_number");
    },
  );

  it("nor does one that nobody verified, or that is switched off: the step is skipped, and says so", async () => {
    expect(await ring(441, saved(441, ALLOWED, { verified: false }))).toBe("step_skipped");
    expect(await ring(442, saved(442, ALLOWED, { enabled: false }))).toBe("step_skipped");
  });
});

describe("a forbidden number that a Desk let through rings nobody", () => {
  it("the Fleet has no route for it", async () => {
    expect(await pick(ALLOWED)).toBe("carrier");
    for (const [number, why] of FORBIDDEN)
      expect([why, await pick(number)]).toEqual([why, "no_permitted_route"]);
  });
});

describe("a forbidden number that was given a route rings nobody", () => {
  it("the PBX's link does not dial it", async () => {
    expect(await place(ALLOWED)).toBe("not_connected");
    for (const [number, why] of FORBIDDEN) expect([why, await place(number)]).toEqual([why, "forbidden"]);
  });

  it("nor anything but + and the whole number, however it is written", async () => {
    for (const number of [
      "0501234567",
      "112",
      "+380501234567;ext=5",
      "+380501234567@evil",
      "+380501234567\r\nX: y",
    ])
      expect([number, await place(number)]).toEqual([number, "forbidden"]);
  });
});

describe("what an operator refuses while a number is in use", () => {
  it.each<[PolicyRow, string]>([
    [{ kind: "deny_prefix", value: "+3805012" }, ALLOWED],
    [{ kind: "region", value: "JP" }, "+819012345678"],
  ])(
    "%j: the next pick has no route, and what was picked before is not dialled; then both again",
    async (row, number) => {
      const both = async () => [await pick(number), await place(number)];
      expect(await both()).toEqual(["carrier", "not_connected"]);
      const change = (never_called: boolean) =>
        changeNumberPolicy(env, OPERATOR, row, { never_called, reason: "fraud" }, now());
      expect(await change(true)).toMatchObject({ ok: true, changed: { in_effect: true } });
      await isUp();
      expect(await both()).toEqual(["no_permitted_route", "forbidden"]);
      await change(false);
      await isUp();
      expect(await both()).toEqual(["carrier", "not_connected"]);
    },
  );

  it("the regions of a new installation are refused before anybody says so", async () => {
    for (const number of ["+79161234567", "+375291234567"])
      expect([await pick(number), await place(number)]).toEqual(["no_permitted_route", "forbidden"]);
  });
});
