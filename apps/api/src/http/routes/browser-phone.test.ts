import { BrowserSessionSchema } from "@callping/contract/api/browser-phone";
import { NumberListSchema } from "@callping/contract/api/configuration";
import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEMO } from "../../db/demo.ts";
import { digestCredential } from "../../services/credentials/digest.ts";
import { sessionUser } from "../../services/browser-phone/session-user.ts";
import { KEYS, openHarness } from "../testing/harness.ts";
import type { Harness } from "../testing/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.dispose());
beforeEach(async () => {
  harness.desks.reset();
  // What the tests before opened would count; the log lets nobody take a row out.
  await harness.db.prepare("DROP TRIGGER IF EXISTS audit_log_keeps_rows").run();
  await harness.db.prepare("DELETE FROM audit_log WHERE action LIKE 'browser_phone.%'").run();
});

const PATH = "/api/v1/browser-phone/sessions";
const own = { member_id: DEMO.ownerMemberId };
const ask = (body: unknown, key: string = KEYS.own) =>
  harness.api(PATH, key, { method: "POST", body: JSON.stringify(body) });

async function open(body: unknown = own, key?: string) {
  const answered = await ask(body, key);
  const json: unknown = await answered.json();
  expect([answered.status, json]).toEqual([201, json]);
  return v.parse(BrowserSessionSchema, json);
}
async function refusal(asked: Promise<Response>) {
  const answered = await asked;
  const { code, detail, limit } = await answered.json<Record<string, string>>();
  return { status: answered.status, code, detail, limit, retryAfter: answered.headers.get("retry-after") };
}
const rows = async (sql: string, ...params: string[]) =>
  (
    await harness.db
      .prepare(sql)
      .bind(...params)
      .all()
  ).results;

async function directory(table: string, id: string, verb = "single", token?: string): Promise<Response> {
  const login =
    token ?? (await digestCredential(harness.env.CREDENTIAL_PEPPER, "browser_directory", "browser-1"));
  return harness.request(`/pbx/browser-1/phones/${table}/${verb}`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`browser-1:${login}`)}` },
    body: new URLSearchParams({ id }),
  });
}
const found = async (table: string, id: string) =>
  Object.fromEntries(new URLSearchParams(await (await directory(table, id)).text()));

describe("a browser session", () => {
  it("makes the member's browser phone once; the Desk knows it at once, and the audit who", async () => {
    const first = await open();
    const pushed = harness.desks.snapshots.at(-1)?.snapshot.phones.find(({ id }) => id === first.phone_id);
    expect(pushed).toMatchObject({
      member_id: DEMO.ownerMemberId,
      number: expect.stringMatching(/^\+999\d{12}$/),
      primary: false,
      enabled: true,
      verified: true,
    });
    const second = await open();
    expect(second.phone_id).toBe(first.phone_id);
    expect(second.sip.authorization_user).not.toBe(first.sip.authorization_user);
    expect(second.sip.uri).toBe(first.sip.uri);
    const audit = await rows(
      "SELECT action, subject, actor_id, detail FROM audit_log WHERE action LIKE 'browser_phone%' OR subject = ? ORDER BY id",
      first.phone_id,
    );
    expect(audit.map(({ action, subject }) => [action, subject])).toEqual([
      ["browser_phone.session_opened", DEMO.ownerMemberId],
      ["number.created", first.phone_id],
      ["browser_phone.session_opened", DEMO.ownerMemberId],
    ]);
    expect(audit.every(({ actor_id }) => actor_id === "key_own000000001")).toBe(true);
    expect(JSON.stringify(audit)).not.toContain(first.sip.password);
    const numbers = await harness.api("/api/v1/numbers");
    const { data } = v.parse(NumberListSchema, await numbers.json());
    expect(data.find(({ id }) => id === first.phone_id)?.kind).toBe("browser");
    expect(data.filter(({ kind }) => kind === "browser")).toHaveLength(1);
  });

  it("takes no telephone's place: it is primary only where it is the only phone", async () => {
    const ofSecond = "FROM phones WHERE member_id = ?";
    const openAnew = async () => {
      await harness.db.prepare("DELETE FROM phones WHERE number GLOB '+999*'").run();
      const { phone_id } = await open({ member_id: DEMO.secondMemberId });
      return rows("SELECT is_primary FROM phones WHERE id = ?", phone_id);
    };
    await harness.db
      .prepare("UPDATE phones SET is_primary = 0 WHERE member_id = ?")
      .bind(DEMO.secondMemberId)
      .run();
    expect(await rows(`SELECT count(*) AS n ${ofSecond}`, DEMO.secondMemberId)).toEqual([{ n: 1 }]);
    expect(await openAnew()).toEqual([{ is_primary: 0 }]);
    await harness.db.prepare(`DELETE ${ofSecond}`).bind(DEMO.secondMemberId).run();
    expect(await openAnew()).toEqual([{ is_primary: 1 }]);
  });

  it("asked for by two tabs at the same moment is one phone", async () => {
    await harness.db.prepare("DELETE FROM phones WHERE number GLOB '+999*'").run();
    const sessions = await Promise.all(Array.from({ length: 10 }, () => open()));
    expect(new Set(sessions.map(({ phone_id }) => phone_id)).size).toBe(1);
    expect(await rows("SELECT id FROM phones WHERE number GLOB '+999*'")).toHaveLength(1);
  });

  it("is not for another organization's member, nor without the scope", async () => {
    expect(await refusal(ask(own, KEYS.stranger))).toMatchObject({ status: 404, code: "not_found" });
    expect(await refusal(ask(own, KEYS.callsOnly))).toMatchObject({ status: 403, code: "missing_scope" });
    expect(await refusal(ask({ member_id: "nobody" }))).toMatchObject({ status: 400, code: "invalid_body" });
    expect(await refusal(ask({ member_id: "mem_nobody" }))).toMatchObject({ status: 404 });
    expect(await rows("SELECT 1 FROM audit_log WHERE action LIKE 'browser_phone%'")).toEqual([]);
  });

  it("has a limit that names itself, exact for parallel requests, and its own for each member", async () => {
    const statuses = (await Promise.all(Array.from({ length: 60 }, () => ask(own)))).map(
      ({ status }) => status,
    );
    expect(statuses.filter((status) => status === 201)).toHaveLength(20);
    const refused = await refusal(ask(own));
    expect(refused).toMatchObject({
      status: 429,
      code: "browser_sessions_limited",
      limit: "20 browser sessions in 10 minutes a member",
      detail: expect.stringContaining("20 browser sessions in 10 minutes a member"),
    });
    expect(Number(refused.retryAfter)).toBeGreaterThan(590);
    expect(await rows("SELECT 1 FROM audit_log WHERE action LIKE 'browser_phone%'")).toHaveLength(20);
    await open({ member_id: DEMO.secondMemberId });
  });

  it("is refused where no PBX rings browsers", async () => {
    const url = harness.env.BROWSER_PHONE_URL;
    harness.env.BROWSER_PHONE_URL = "";
    expect(await refusal(ask(own))).toMatchObject({ status: 409, code: "browser_phone_off" });
    harness.env.BROWSER_PHONE_URL = url;
  });
});

describe("what the PBX of browser phones is told", () => {
  it("is a session's login, which may register one phone and call nobody", async () => {
    const { sip } = await open();
    const user = sip.authorization_user;
    const aor = /^sip:(999\d{12})@/.exec(sip.uri)?.[1] ?? "";
    expect(await found("auths", user)).toEqual({
      id: user,
      auth_type: "digest",
      username: user,
      password: sip.password,
    });
    expect(await found("endpoints", user)).toMatchObject({
      id: user,
      aors: aor,
      auth: user,
      context: "deny-all",
      disallow: "all",
    });
    expect(await found("aors", aor)).toMatchObject({ id: aor, max_contacts: "1", remove_existing: "yes" });
  });

  it("is nothing once the session is over, and nothing for names that are none", async () => {
    const name = (inMs: number) => sessionUser("+999123456789012", Date.now() + inMs, "0123456789abcdef");
    expect(await found("auths", name(2000))).toHaveProperty("password");
    for (const id of [name(-1), `${name(2000)}@asterisk`, ` ${name(2000)}`, "browser", "999123456789012", ""])
      for (const table of ["auths", "endpoints"]) expect([id, await found(table, id)]).toEqual([id, {}]);
    for (const id of ["browser", "+999123456789012", "99912345678901", "380501234567"])
      expect(await found("aors", id)).toEqual({});
    expect(await (await directory("auths", name(2000), "multi")).text()).toBe("");
    expect(await (await directory("passwords", name(2000))).text()).toBe("");
  });

  it("is for its token alone: an API key or a control token of another PBX gets nothing", async () => {
    const { sip } = await open();
    for (const token of ["", "wrong", KEYS.own])
      expect((await directory("auths", sip.authorization_user, "single", token)).status).toBe(404);
    const anonymous = await harness.request("/pbx/browser-1/phones/auths/single", { method: "POST" });
    expect(anonymous.status).toBe(404);
    const token = await digestCredential(harness.env.CREDENTIAL_PEPPER, "browser_directory", "browser-1");
    const other = await harness.request("/pbx/pbx-1/phones/auths/single", {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`pbx-1:${token}`)}` },
      body: new URLSearchParams({ id: sip.authorization_user }),
    });
    expect(other.status).toBe(404);
  });
});
