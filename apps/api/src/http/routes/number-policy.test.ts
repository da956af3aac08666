import {
  type NumberPolicyView,
  NumberPolicySchema,
  type NumberVerdict,
  NumberVerdictSchema,
  type PolicyChanged,
  PolicyChangedSchema,
} from "@callping/contract/api/number-policy";
import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fleetStatements } from "../../db/fleet.ts";
import { runBatch } from "../../db/statement.ts";
import { NOW } from "../../db/testing/fixtures.ts";
import { loadFleet } from "../../services/fleet/load-fleet.ts";
import { pbxDefinition } from "../../services/fleet/testing/pbx-definition.ts";
import { type Harness, KEYS, openHarness } from "../testing/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
  await runBatch(harness.db, fleetStatements([pbxDefinition("pbx-1"), pbxDefinition("pbx-2")], NOW));
});
afterAll(() => harness.dispose());
beforeEach(() => harness.db.prepare("DELETE FROM number_checks").run());

const check = (body: object, key: string = KEYS.own, query = "", headers: Record<string, string> = {}) =>
  harness.api(`/api/v1/numbers/check${query}`, key, { method: "POST", body: JSON.stringify(body), headers });
async function verdictOf(...asked: Parameters<typeof check>): Promise<NumberVerdict> {
  const answer = await check(...asked);
  expect(answer.status).toBe(200);
  return v.parse(NumberVerdictSchema, await answer.json());
}

const POLICY = "/api/v1/operator/number-policy";
const put = (path: string, body: object, key: string = KEYS.operator) =>
  harness.api(`${POLICY}/${path}`, key, { method: "PUT", body: JSON.stringify(body) });
async function change(path: string, never_called: boolean): Promise<PolicyChanged> {
  const answer = await put(path, { never_called, reason: "the test wants it" });
  expect([path, answer.status]).toEqual([path, 200]);
  return v.parse(PolicyChangedSchema, await answer.json());
}
async function policy(): Promise<NumberPolicyView> {
  return v.parse(NumberPolicySchema, await (await harness.api(POLICY, KEYS.operator)).json());
}
const prefixes = async () => (await policy()).deny_prefixes.map(({ prefix }) => prefix);
const audited = async () => {
  const { results } = await harness.db
    .prepare("SELECT organization_id, actor_label, subject, detail FROM audit_log WHERE action = ?")
    .bind("number_policy.changed")
    .all();
  return results;
};

describe("POST /api/v1/numbers/check", () => {
  it.each([
    [{ number: "+380 (50) 123-45-67" }, { number: "+380501234567", region: "UA", type: "MOBILE", tier: "A" }],
    [
      { number: "050 123 45 67", region: "UA" },
      { number: "+380501234567", region: "UA", tier: "A" },
    ],
    [
      { number: "00380501234567", region: "UA" },
      { number: "+380501234567", region: "UA" },
    ],
    [
      { number: "212-736-5000", region: "CA" },
      { number: "+12127365000", region: "US" },
    ],
    [{ number: "+18763456789" }, { region: "JM", tier: "C" }],
  ])("%j may be called", async (body, found) => {
    expect(await verdictOf(body)).toMatchObject({ verdict: "allow", reason: null, ...found });
  });

  it.each([
    [{ number: "112", region: "UA" }, "emergency_number"],
    [{ number: "0112", region: "UA" }, "emergency_number"],
    [{ number: "911", region: "US" }, "emergency_number"],
    [{ number: "227700", region: "DE" }, "short_code"],
    [{ number: "0501234567" }, "invalid_syntax"],
    [{ number: "٠٥٠١٢٣٤٥٦٧", region: "UA" }, "invalid_syntax"],
    [{ number: "0501234567 ext 5", region: "UA" }, "invalid_syntax"],
    [{ number: "12", region: "UA" }, "invalid_syntax"],
    [{ number: "0900123456", region: "UA" }, "invalid_number"],
    [{ number: "+33891234567" }, "premium_rate"],
    [{ number: "+79161234567" }, "region_never_called"],
    [{ number: "+33199001100" }, "fiction_number"],
    [{ number: "+999123456789012" }, "reserved_calling_code"],
    [{ number: "" }, "invalid_syntax"],
  ])("%j is refused: %s", async (body, reason) => {
    const nothing = { number: null, region: null, type: null, tier: null };
    expect(await verdictOf(body)).toMatchObject({ verdict: "refuse", reason, ...nothing });
  });

  it("says why, what it means for alerts and what to do, in the language that is asked for", async () => {
    const emergency = { number: "+49116117" };
    expect(await verdictOf(emergency)).toMatchObject({
      message: "This is an emergency or help-line number. CallPing never calls those.",
      effect_on_alerts: "No alert rings this number, whatever the rules say.",
      what_to_do: "Give the mobile or landline number of the person who responds.",
      language: "en",
    });
    const ukrainian = { language: "uk", message: expect.stringMatching(/^Це номер екстреної служби/) };
    expect(await verdictOf(emergency, KEYS.own, "?lang=uk")).toMatchObject(ukrainian);
    for (const [header, language] of [
      ["uk-UA,uk;q=0.9,en;q=0.8", "uk"],
      ["de;q=1, uk;q=0.5, en;q=0.4", "uk"],
      ["en-GB, uk;q=0.9", "en"],
      ["uk;q=0, *", "en"],
      ["fr", "en"],
      ["uk;q=x", "uk"],
      [";;,,q=", "en"],
    ])
      expect([
        header,
        await verdictOf(emergency, KEYS.own, "", { "accept-language": header ?? "" }),
      ]).toMatchObject([header, { language }]);
    const answer = await check(emergency, KEYS.own, "?lang=uk");
    expect(answer.headers.get("content-language")).toBe("uk");
    expect((await check(emergency, KEYS.own, "?lang=ru")).status).toBe(400);
  });

  it("wants a key that may read numbers, and a body that says which", async () => {
    const number = "+380501234567";
    expect((await check({ number }, KEYS.callsOnly)).status).toBe(403);
    expect((await check({ number }, KEYS.revoked)).status).toBe(401);
    for (const body of [
      {},
      { number: 5 },
      { number, region: "UK" },
      { number, region: "ua" },
      { number, more: 1 },
    ])
      expect([body, (await check(body)).status]).toEqual([body, 400]);
  });

  it("stores nothing of the number and rings nobody", async () => {
    const before = await harness.db.prepare("SELECT count(*) AS n FROM audit_log").first();
    await verdictOf({ number: "+380501234567" });
    expect(await harness.db.prepare("SELECT count(*) AS n FROM audit_log").first()).toEqual(before);
    expect(await harness.db.prepare("SELECT * FROM number_checks").all()).toMatchObject({
      results: [{ asked: 1 }],
    });
  });

  it("counts exactly, for each organization alone, and says when to ask again", async () => {
    await check({ number: "+380501234567" });
    await harness.db.prepare("UPDATE number_checks SET asked = 590").run();
    const answers = await Promise.all(Array.from({ length: 30 }, () => check({ number: "+380501234567" })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    const refused = answers.find(({ status }) => status === 429);
    expect(await refused?.json()).toMatchObject({
      code: "number_checks_limited",
      detail: "The limit is 600 number checks in 10 minutes an organization.",
    });
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(590);
    expect((await check({ number: "+380501234567" }, KEYS.stranger)).status).toBe(200);
    await harness.db.prepare("UPDATE number_checks SET window_started_at = ?").bind(NOW).run();
    expect((await check({ number: "+380501234567" })).status).toBe(200);
  });
});

describe("what operators refuse", () => {
  it("begins with the regions of a new installation", async () => {
    expect(await policy()).toMatchObject({
      regions_never_called: [{ region: "BY" }, { region: "KP" }, { region: "RU", added_by: "CallPing" }],
      deny_prefixes: [],
    });
    expect((await loadFleet(harness.db)).policy).toEqual({
      regionsNeverCalled: ["BY", "KP", "RU"],
      denyPrefixes: [],
    });
  });

  it.each(["regions/DE", "deny-prefixes/38050"])(
    "%s: no organization's key may say so, though it has every scope; nor without a reason",
    async (path) => {
      const before = await policy();
      for (const key of [KEYS.own, KEYS.stranger])
        expect((await put(path, { never_called: true, reason: "I would like to" }, key)).status).toBe(403);
      expect((await harness.api(POLICY, KEYS.own)).status).toBe(403);
      for (const body of [{ never_called: true }, { never_called: true, reason: " " }, { reason: "because" }])
        expect((await put(path, body)).status).toBe(400);
      expect(await policy()).toEqual(before);
      expect(await audited()).toEqual([]);
    },
  );

  it("a prefix: refused at once, told to the fleet and to every PBX, audited once, and taken off again", async () => {
    const { neighbours } = harness;
    neighbours.events.length = 0;
    neighbours.redefined.length = 0;
    const number = "+380501234567";
    const changed = await change("deny-prefixes/%2B38050", true);
    expect(changed).toMatchObject({
      in_effect: true,
      policy: { deny_prefixes: [{ prefix: "+38050", added_by: "olena", reason: "the test wants it" }] },
    });
    expect(await verdictOf({ number })).toMatchObject({ verdict: "refuse", reason: "denied_prefix" });
    expect(await verdictOf({ number: "+380671234567" })).toMatchObject({ verdict: "allow" });
    expect(neighbours.events).toMatchObject([
      { kind: "number_policy_changed", by: "olena", change: { deny_prefix: "+38050", never_called: true } },
    ]);
    expect(neighbours.redefined.toSorted()).toEqual(["pbx:pbx-1", "pbx:pbx-2"]);
    await change("deny-prefixes/38050", true);
    expect(await audited()).toHaveLength(1);
    await change("deny-prefixes/38050", false);
    expect(await verdictOf({ number })).toMatchObject({ verdict: "allow" });
    expect(await audited()).toMatchObject([
      { organization_id: expect.any(String), actor_label: "olena", subject: "+38050" },
      { subject: "+38050", detail: expect.stringContaining('"never_called":false') },
    ]);
  });

  it("a region, with how many saved numbers it concerns, whoever's they are", async () => {
    await runBatch(harness.db, [
      { sql: "UPDATE phones SET number = '+14169671111' WHERE organization_id = 'org_L2'", params: [] },
    ]);
    expect(await change("regions/CA", true)).toMatchObject({ numbers_affected: 1, in_effect: true });
    for (const [number, verdict] of [
      ["+14169671111", "refuse"],
      ["+12127365000", "allow"],
    ])
      expect(await verdictOf({ number })).toMatchObject({ verdict });
    await change("regions/CA", false);
    await change("regions/RU", false);
    expect(await verdictOf({ number: "+79161234567" })).toMatchObject({ verdict: "allow", tier: "C" });
    await change("regions/RU", true);
  });

  it.each([
    ["regions/UK", 400, "invalid_body"],
    ["regions/de", 400, "invalid_body"],
    ["regions/ZZ", 400, "invalid_body"],
    ["deny-prefixes/0380", 400, "invalid_body"],
    ["deny-prefixes/38x", 400, "invalid_body"],
    ["deny-prefixes/%2A", 400, "invalid_body"],
    ["deny-prefixes/123456789012345", 400, "invalid_body"],
  ])("%s is %s", async (path, status, code) => {
    const answer = await put(path, { never_called: true, reason: "because of it" });
    expect([answer.status, await answer.json()]).toMatchObject([status, { code }]);
  });

  it("what no plan calls cannot be switched on", async () => {
    const answer = await put("regions/KP", { never_called: false, reason: "we want to" });
    expect([answer.status, await answer.json()]).toMatchObject([409, { code: "settings_conflict" }]);
  });

  it("holds so many prefixes and no more", async () => {
    await runBatch(
      harness.db,
      Array.from({ length: 500 }, (_, n) => ({
        sql: "INSERT INTO number_policy VALUES ('deny_prefix', ?, 'full', 'test', ?)",
        params: [`+4479${String(n).padStart(4, "0")}`, NOW],
      })),
    );
    const answer = await put("deny-prefixes/38089", { never_called: true, reason: "one more" });
    expect([answer.status, await answer.json()]).toMatchObject([409, { code: "settings_conflict" }]);
    expect((await put("deny-prefixes/44790001", { never_called: true, reason: "again" })).status).toBe(200);
    await harness.db.prepare("DELETE FROM number_policy WHERE reason = 'full'").run();
    expect(await prefixes()).toEqual([]);
  });
});
