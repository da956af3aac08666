import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { organizationStatements } from "../../db/organizations.ts";
import { runBatch } from "../../db/statement.ts";
import type { StopView } from "./page.ts";
import { takeStopForm } from "./take-form.ts";
import type { SuppressionRecord } from "../../objects/suppression-protocol.ts";
import { codeOf } from "../../services/code-calls/code-of.ts";
import { whoseIs } from "../../services/fleet/check-canary.ts";
import { compareSuppressions } from "../../services/suppression/compare-suppressions.ts";
import { lineOf, numberDigest } from "../../services/suppression/number-digest.ts";

/** Midday in Paris, of a day on which nobody has asked for anything. */
const NOON = "2026-06-15T10:00:00.000Z";
const LATER = "2026-06-15T10:09:00.000Z";
const SENDER = { address: "203.0.113.9", language: "en" };

beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  const lane = (phoneNumber: string) => [{ endpointUuid: crypto.randomUUID(), phoneNumber }];
  await runBatch(
    env.DB,
    organizationStatements(
      [
        { number: 71, lanes: lane("+33199000971") },
        { number: 72, lanes: lane("+33199000971") },
      ],
      NOON,
    ),
  );
});

const send = (fields: Record<string, string>, now = NOON): Promise<StopView> =>
  takeStopForm(env, new URLSearchParams(fields), SENDER, now);
const kept = (number: string): Promise<SuppressionRecord[]> => {
  const digest = numberDigest(env, number);
  return lineOf(env, digest).suppressionsOf(digest);
};
/** The code that the last call to a number spoke. */
async function spoken(number: string, purpose: "stop" | "return"): Promise<string> {
  const row = await env.DB.prepare(
    "SELECT id FROM code_calls WHERE number_hash = ? AND purpose = ? ORDER BY ordered_at DESC, id DESC LIMIT 1",
  )
    .bind(numberDigest(env, number), purpose)
    .first<{ id: string }>();
  if (row === null) throw new Error("nobody was called");
  return codeOf(env, row.id);
}
const wrong = (code: string): string => (code === "000000" ? "000001" : "000000");

describe("the holder of a number", () => {
  it("stops everybody's calls by the code alone: a wrong one, another number's, and a used one change nothing", async () => {
    const number = "+33199000970";
    const other = "+33199000969";
    expect(await send({ step: "call", wish: "stop", number })).toMatchObject({ kind: "code", wrong: false });
    expect(await send({ step: "call", wish: "stop", number: other })).toMatchObject({ kind: "code" });
    const code = await spoken(number, "stop");
    const typed = { step: "code", wish: "stop", number, code };
    expect(await send({ ...typed, code: wrong(code) })).toMatchObject({ kind: "code", wrong: true });
    expect(await send({ ...typed, number: other })).toMatchObject({ kind: "code", wrong: true });
    expect(await send({ ...typed, wish: "return" })).toMatchObject({ kind: "code", wrong: true });
    expect([await kept(number), await kept(other)]).toEqual([[], []]);
    expect(await send(typed)).toEqual({ kind: "done", what: "stopped" });
    expect(await kept(number)).toMatchObject([{ scope: "*", active: true, how: "page", by: null }]);
    expect(await send(typed)).toMatchObject({ kind: "code", wrong: true });
    expect(await whoseIs(env, number)).toBe("a number whose holder wants no calls");
  });

  it("comes back by a code, and chooses which organizations may call again", async () => {
    const number = "+33199000971";
    const line = lineOf(env, numberDigest(env, number));
    for (const scope of ["*", "org_L71", "org_L72"])
      await line.suppress({
        number,
        scope,
        active: true,
        how: "call",
        by: null,
        reason: null,
        call_id: null,
      });
    expect(await send({ step: "call", wish: "return", number })).toMatchObject({ kind: "code" });
    const code = await spoken(number, "return");
    const shown = await send({ step: "code", wish: "return", number, code });
    if (shown.kind !== "choose") throw new Error(shown.kind);
    expect(shown.organizations.map(({ name }) => name)).toEqual(["Load 71", "Load 72"]);
    const allow = { step: "allow", number, proof: shown.proof, scope: "org_L72" };
    expect(await send({ ...allow, number: "+33199000969" }, LATER)).toMatchObject({ problem: "expired" });
    expect(await send(allow, "2026-06-15T10:11:00.000Z")).toMatchObject({ problem: "expired" });
    expect(await send(allow, LATER)).toEqual({ kind: "done", what: "allowed" });
    const states = (await kept(number)).map(({ scope, active }) => [scope, active]);
    expect(states).toEqual([
      ["*", false],
      ["org_L71", true],
      ["org_L72", false],
    ]);
  });

  it("rings nobody at night, nor a fourth time in a day", async () => {
    const number = "+33199000968";
    const calls = async (): Promise<unknown> =>
      env.DB.prepare("SELECT count(*) AS n FROM code_calls WHERE number_hash = ?")
        .bind(numberDigest(env, number))
        .first("n");
    const night = await send({ step: "call", wish: "stop", number }, "2026-06-15T21:30:00.000Z");
    expect([night, await calls()]).toEqual([{ kind: "code", wish: "stop", number, wrong: false }, 0]);
    const day = "2026-06-16T10:00:00.000Z";
    for (let n = 0; n < 5; n += 1)
      expect(await send({ step: "call", wish: "stop", number }, day)).toEqual(night);
    expect(await calls()).toBe(3);
  });
});

describe("a line and D1", () => {
  it("are compared: a line that has lost its rows is taught them again, once a day", async () => {
    const number = "+33199000967";
    const digest = numberDigest(env, number);
    await env.DB.prepare(
      "INSERT INTO suppressions (digest, scope, active, version, how, changed_at) VALUES (?, 'org_L71', 1, 2, 'call', ?)",
    )
      .bind(digest, NOON)
      .run();
    expect(await kept(number)).toEqual([]);
    await compareSuppressions(env, Date.parse(NOON));
    expect(await kept(number)).toMatchObject([{ scope: "org_L71", active: true, version: 2 }]);
    const at = await env.DB.prepare("SELECT compared_at FROM suppressions WHERE digest = ?")
      .bind(digest)
      .first();
    expect(at).toEqual({ compared_at: NOON });
  });
});
