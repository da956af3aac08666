import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NUMBER_LANGUAGES } from "@callping/contract/api/numbers";
import { DEMO } from "../../db/demo.ts";
import { runBatch } from "../../db/statement.ts";
import { openHarness, type Harness } from "../../http/testing/harness.ts";
import { codeOf } from "./code-of.ts";
import { confirmCode } from "./confirm-code.ts";
import { type CodeCallOrder, orderCodeCall } from "./order-code-call.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.dispose());
beforeEach(async () => {
  harness.desks.codeCalls = [];
  await harness.db.prepare("DELETE FROM limit_counts").run();
});

/** 14:00 in Kyiv. */
const DAY = "2026-11-22T12:00:00.000Z";
const later = (hours: number): string => new Date(Date.parse(DAY) + hours * 3_600_000).toISOString();
let taken = 0;
function order(more: Partial<CodeCallOrder> = {}, now = DAY) {
  taken += 1;
  const number = `+38067${2_000_000 + taken}`;
  return orderCodeCall(
    harness.env,
    { purpose: "stop", number, language: "uk", of: null, address: "203.0.113.9", atAnyHour: false, ...more },
    now,
  );
}

describe("a code call of the platform itself", () => {
  it("goes through the operators' Desk, and its code proves who holds the number", async () => {
    const number = "+380671111111";
    const ordered = await order({ number });
    if (!ordered.ok) throw new Error(ordered.error.reason);
    expect(harness.desks.codeCalls).toMatchObject([
      { desk: "desk:0:0", request: { purpose: "stop", number } },
    ]);
    expect(ordered.call.language).toBe("uk");
    expect(ordered.call.says).toMatch(/^CallPing\. Хтось просить/);
    const code = await codeOf(harness.env, ordered.call.id);
    expect(code).toMatch(/^\d{6}$/);
    const asked = { purpose: "stop", number, organizationId: null, code } as const;
    expect(await confirmCode(harness.env, { ...asked, purpose: "return" }, DAY)).toMatchObject({ ok: false });
    expect(await confirmCode(harness.env, { ...asked, organizationId: "org_L2" }, DAY)).toMatchObject({
      ok: false,
    });
    expect(await confirmCode(harness.env, asked, later(0.2))).toMatchObject({ ok: false });
    expect(await confirmCode(harness.env, asked, DAY)).toMatchObject({
      ok: true,
      codeCallId: ordered.call.id,
    });
    expect(await confirmCode(harness.env, asked, DAY)).toEqual({ ok: false, error: { reason: "no_code" } });
  });

  it.each(NUMBER_LANGUAGES)("is spoken in the number's language: %s", async (language) => {
    expect(await order({ language })).toMatchObject({ ok: true, call: { language } });
  });

  it.each([
    ["at 21:00 there", later(7), "2026-11-23T06:00:00.000Z"],
    ["at 07:59 there", later(-6.02), "2026-11-22T06:00:00.000Z"],
    ["at 20:59 there", later(6.98), null],
  ])("%s keeps to daytime where the number is", async (_, now, until) => {
    const ordered = await order({}, now);
    if (until === null) expect(ordered.ok).toBe(true);
    else expect(ordered).toMatchObject({ error: { reason: "code_call_at_night", until, region: "UA" } });
    expect((await order({ atAnyHour: true }, now)).ok).toBe(true);
  });

  it("the contact who was woken at three in the morning: whoever asked for nothing is rung by day alone", async () => {
    const of = {
      organizationId: DEMO.organizationId,
      organizationNumber: 1,
      phoneId: "pho_1",
      ownerId: "con_1",
      label: "Mobile",
    };
    const night = later(13);
    const asked = { of, atAnyHour: true } as const;
    expect(await order({ ...asked, purpose: "agree" }, night)).toMatchObject({
      error: { reason: "code_call_at_night", until: "2026-11-23T06:00:00.000Z" },
    });
    expect(harness.desks.codeCalls).toEqual([]);
    expect((await order({ ...asked, purpose: "verify" }, night)).ok).toBe(true);
    expect((await order({ ...asked, purpose: "agree" }, DAY)).ok).toBe(true);
  });

  it("the stranger in Jamaica whom anybody could have rung: the public page goes only where somebody's calls may", async () => {
    const jamaican = { number: "+18763815678", language: "en", atAnyHour: true } as const;
    expect(await order(jamaican)).toMatchObject({
      error: { reason: "number_refused", refusal: { reason: "country_needs_operator" } },
    });
    expect(harness.desks.codeCalls).toEqual([]);
    await runBatch(harness.env.DB, [
      {
        sql: `INSERT INTO organization_countries (organization_id, region, switched_by, switched_at, reason)
              VALUES (?, 'JM', 'olena', ?, 'a team there')`,
        params: [DEMO.organizationId, DAY],
      },
    ]);
    expect((await order(jamaican)).ok).toBe(true);
  });

  it("is refused for numbers that are never called", async () => {
    expect(await order({ number: "+380900123456" })).toMatchObject({ error: { reason: "number_refused" } });
    expect(harness.desks.codeCalls).toEqual([]);
  });

  it("comes ten times a day from an address at most, in a window that begins with the first", async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => order()));
    expect(all.filter(({ ok }) => ok)).toHaveLength(10);
    const refused = all.find(({ ok }) => !ok);
    expect(refused).toMatchObject({
      error: { limit: "10 code calls a day from an address", retryAfterSeconds: 86_400 },
    });
    expect((await order({ address: "203.0.113.10" })).ok).toBe(true);
    expect((await order({}, later(23.9))).ok).toBe(false);
    expect((await order({ atAnyHour: true }, later(24))).ok).toBe(true);
  });

  it("lets a holder return once a day, beside the three of everybody", async () => {
    const number = "+380672222222";
    for (const expected of [true, true, true, false]) expect((await order({ number })).ok).toBe(expected);
    const back = { number, purpose: "return", address: "203.0.113.77" } as const;
    expect((await order(back)).ok).toBe(true);
    expect(await order(back)).toMatchObject({ error: { reason: "code_call_limited" } });
  });
});
