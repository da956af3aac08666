import { createHmac } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { decodeJwt } from "jose";
import { mailsTo, MY, newPerson, openPortal, PASSWORD, type Portal, Tab } from "../../testing/portal.ts";

let portal: Portal;
let olena: Tab;
beforeAll(async () => {
  portal = await openPortal();
  olena = await newPerson(portal, OWN, "198.51.100.30");
});
afterAll(async () => {
  await Promise.all(portal.background);
  await portal.dispose();
});
beforeEach(async () => {
  await portal.db.prepare("DELETE FROM limit_counts").run();
  portal.mails.length = 0;
});
afterEach(() => vi.useRealTimers());

const OWN = "olena@example.invalid";
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const setClock = (at: number) => vi.useFakeTimers({ toFake: ["Date"], now: at });
const count = async (sql: string, ...params: string[]) =>
  (
    await portal.db
      .prepare(sql)
      .bind(...params)
      .first<{ n: number }>()
  )?.n;
const signedIn = async (email = OWN, stay = false) => {
  const tab = new Tab(portal, undefined, "198.51.100.40");
  expect((await tab.signIn(email, PASSWORD, stay)).status).toBe(200);
  return tab;
};

describe("a session's token", () => {
  const forge = async (
    change: (parts: { header: object; payload: object }) => void,
    keyHex = "22".repeat(32),
  ) => {
    const [head = "", body = ""] = (olena.cookie ?? "").split(".");
    const parse = (part: string): object => JSON.parse(Buffer.from(part, "base64url").toString()) as object;
    const parts = { header: parse(head), payload: parse(body) };
    change(parts);
    const text = [parts.header, parts.payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    return `${text}.${createHmac("sha256", Buffer.from(keyHex, "hex")).update(text).digest("base64url")}`;
  };
  const seconds = () => Math.floor(Date.now() / 1000);
  const tries: [string, () => Promise<string>, number][] = [
    ["as it was made", () => forge(() => undefined), 200],
    [
      "by the older key that still lives",
      () => forge(({ header }) => Object.assign(header, { kid: "1" }), "21".repeat(32)),
      200,
    ],
    [
      "with alg none",
      async () => (await forge(({ header }) => Object.assign(header, { alg: "none" }))).replace(/[^.]+$/, ""),
      401,
    ],
    ["with another algorithm", () => forge(({ header }) => Object.assign(header, { alg: "HS512" })), 401],
    ["that says RS256", () => forge(({ header }) => Object.assign(header, { alg: "RS256" })), 401],
    [
      "for the admin panel",
      () => forge(({ payload }) => Object.assign(payload, { aud: "callping-admin" })),
      401,
    ],
    ["of another type", () => forge(({ header }) => Object.assign(header, { typ: "JWT" })), 401],
    [
      "of another issuer",
      () => forge(({ payload }) => Object.assign(payload, { iss: "https://evil.example" })),
      401,
    ],
    ["of an unknown key", () => forge(({ header }) => Object.assign(header, { kid: "3" })), 401],
    ["without a key id", () => forge(({ header }) => Object.assign(header, { kid: undefined })), 401],
    ["signed by another key", () => forge(() => undefined, "00".repeat(32)), 401],
    ["from the future", () => forge(({ payload }) => Object.assign(payload, { iat: seconds() + 3600 })), 401],
    ["without an end", () => forge(({ payload }) => Object.assign(payload, { exp: undefined })), 401],
    ["of a generation to come", () => forge(({ payload }) => Object.assign(payload, { gen: 99 })), 401],
    [
      "of no session",
      () => forge(({ payload }) => Object.assign(payload, { sid: `ses_${"0".repeat(32)}` })),
      401,
    ],
    ["cut short", async () => (olena.cookie ?? "").slice(0, -1), 401],
    ["that is no token", async () => "x", 401],
  ];
  it.each(tries)("%s", async (_, make, status) => {
    const cookie = `__Host-cp_session=${await make()}`;
    const answer = await portal.request(`${MY}/api/account/sessions`, { headers: { cookie } });
    expect(answer.status).toBe(status);
  });

  it("is good for 15 minutes and then only to be renewed", async () => {
    const tab = await signedIn();
    const issued = (decodeJwt(tab.cookie ?? "").iat ?? 0) * 1000;
    setClock(issued + 15 * MINUTE - SECOND);
    expect((await tab.ask("GET", "/api/account/sessions")).status).toBe(200);
    setClock(issued + 15 * MINUTE + SECOND);
    expect(await tab.told("GET", "/api/account/sessions")).toEqual([401, "session_renewal_due"]);
    expect((await tab.ask("GET", "/api/session")).status).toBe(200);
    expect((await tab.ask("POST", "/api/session/refresh")).status).toBe(200);
    expect((await tab.ask("GET", "/api/account/sessions")).status).toBe(200);
  });
});

describe("renewal", () => {
  const genOf = (tab: Tab) => decodeJwt(tab.cookie ?? "")["gen"];
  const as = (tab: Tab, cookie: string | null, agent?: string) => {
    const copy = new Tab(portal, agent, "198.51.100.40");
    copy.cookie = cookie;
    copy.csrf = tab.csrf;
    return copy;
  };

  it("of 25 at the same moment one renews, and the others get what it made", async () => {
    const tab = await signedIn();
    const old = tab.cookie;
    const copies = Array.from({ length: 25 }, () => as(tab, old));
    const statuses = await Promise.all(
      copies.map(async (copy) => (await copy.ask("POST", "/api/session/refresh")).status),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(new Set(copies.map(genOf))).toEqual(new Set([2]));
    const { id } = await as(tab, copies[0]?.cookie ?? null).session();
    expect(await count("SELECT gen AS n FROM sessions WHERE id = ?", id)).toBe(2);
  });

  it("of 60 at the same moment 30 an hour pass, and one generation comes of it", async () => {
    const tab = await signedIn();
    const copies = Array.from({ length: 60 }, () => as(tab, tab.cookie));
    const statuses = await Promise.all(
      copies.map(async (copy) => (await copy.ask("POST", "/api/session/refresh")).status),
    );
    expect([
      statuses.filter((status) => status === 200).length,
      statuses.filter((status) => status === 429).length,
    ]).toEqual([30, 30]);
    expect(
      await count(
        "SELECT max(gen) AS n FROM sessions WHERE id = ?",
        String(decodeJwt(tab.cookie ?? "")["sid"]),
      ),
    ).toBe(2);
  });

  it.each([
    ["within 30 seconds, by the same browser", 30 * SECOND, undefined, 200],
    ["later", 31 * SECOND, undefined, 401],
    ["by another browser", SECOND, "curl/8", 401],
  ])("with the cookie before, %s", async (_, after, agent, status) => {
    const tab = await signedIn();
    const old = tab.cookie;
    const now = Math.ceil(Date.now() / 1000) * 1000;
    setClock(now);
    expect((await tab.ask("POST", "/api/session/refresh")).status).toBe(200);
    setClock(now + after);
    expect((await as(tab, old, agent).ask("POST", "/api/session/refresh")).status).toBe(status);
    // Reuse ends the session for both, tells its owner once, and is on record.
    expect((await tab.ask("GET", "/api/session")).status).toBe(status);
    expect((await as(tab, old, agent).ask("GET", "/api/session")).status).toBe(status);
    vi.useRealTimers();
    const told = (await mailsTo(portal, OWN)).filter(({ subject }) => subject.includes("used twice"));
    const sid = String(decodeJwt(tab.cookie ?? "")["sid"]);
    const audited = await count(
      "SELECT count(*) AS n FROM audit_log WHERE action = 'session.reused' AND subject = ?",
      sid,
    );
    expect([
      audited,
      await count("SELECT count(*) AS n FROM sessions WHERE id = ? AND revoked_at IS NOT NULL", sid),
    ]).toEqual(status === 200 ? [0, 0] : [1, 1]);
    if (status === 200) expect(told).toEqual([]);
  });

  it.each([
    ["unused for a day", false, DAY],
    ["unused for a week, when it stays", true, 7 * DAY],
  ])("a session %s is over, a second before it is not", async (_, stay, life) => {
    const tab = await signedIn(OWN, stay);
    const started = Date.parse((await tab.session()).idle_until) - life;
    setClock(started + life - SECOND);
    expect((await tab.ask("GET", "/api/session")).status).toBe(200);
    setClock(started + life);
    expect((await tab.ask("GET", "/api/session")).status).toBe(401);
    setClock(started + life + SECOND);
    expect((await tab.ask("POST", "/api/session/refresh")).status).toBe(401);
    setClock(started + life - SECOND);
    expect((await tab.ask("POST", "/api/session/refresh")).status).toBe(200);
    setClock(started + 2 * life - 2 * SECOND);
    expect((await tab.ask("GET", "/api/session")).status).toBe(200);
  });

  it("a session of 90 days is over, however much it was used", async () => {
    const tab = await signedIn(OWN, true);
    const ends = Date.parse((await tab.session()).ends_at);
    for (let at = ends - 84 * DAY; at < ends; at += 6 * DAY) {
      setClock(at);
      expect((await tab.ask("POST", "/api/session/refresh")).status).toBe(200);
    }
    setClock(ends - SECOND);
    const last = await tab.ask("POST", "/api/session/refresh");
    expect([last.status, tab.setCookie?.match(/Max-Age=\d+/)?.[0]]).toEqual([200, "Max-Age=1"]);
    for (const at of [ends, ends + SECOND]) {
      setClock(at);
      expect((await tab.ask("GET", "/api/session")).status).toBe(401);
    }
  });
});
