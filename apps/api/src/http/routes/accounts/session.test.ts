import { createHmac } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { decodeJwt } from "jose";
import { signSessionToken } from "../../../services/accounts/session-token.ts";
import {
  linkTo,
  mailsTo,
  MY,
  newPerson,
  openPortal,
  PASSWORD,
  type Portal,
  Tab,
} from "../../testing/portal.ts";

let portal: Portal;
let olena: Tab;
let taras: Tab;
beforeAll(async () => {
  portal = await openPortal();
  olena = await newPerson(portal, "olena@example.invalid", "198.51.100.30");
  taras = await newPerson(portal, "taras@example.invalid", "198.51.100.31");
});
afterAll(() => portal.dispose());
beforeEach(async () => {
  await portal.db.prepare("DELETE FROM limit_counts").run();
  portal.mails.length = 0;
  portal.neighbours.keysAway = false;
});
afterEach(() => vi.useRealTimers());

const OWN = "olena@example.invalid";
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const setClock = (at: number) => vi.useFakeTimers({ toFake: ["Date"], now: at });
const count = async (sql: string, ...params: string[]) =>
  (
    await portal.db
      .prepare(sql)
      .bind(...params)
      .first<{ n: number }>()
  )?.n;
const signedIn = async (email = OWN, stay = false, agent?: string) => {
  const tab = new Tab(portal, agent, "198.51.100.40");
  expect((await tab.signIn(email, PASSWORD, stay)).status).toBe(200);
  return tab;
};

describe("signing in", () => {
  it("sets one cookie that no script reads and no sibling host sets", async () => {
    const tab = await signedIn();
    expect(tab.setCookie?.replace(/=[^;]+/, "=…")).toBe(
      "__Host-cp_session=…; Path=/; HttpOnly; Secure; SameSite=Lax",
    );
    const week = await signedIn(OWN, true);
    expect(week.setCookie).toContain("Max-Age=604800");
    expect(decodeJwt(week.cookie ?? "")).toMatchObject({ gen: 1, amr: ["pwd"], aud: "callping-portal" });
    expect(Object.keys(decodeJwt(week.cookie ?? "")).toSorted()).toEqual(
      ["amr", "aud", "auth_time", "exp", "gen", "iat", "iss", "sid"].toSorted(),
    );
  });

  it("the same work for an address that nobody has: derivations, statements, answer", async () => {
    const work = async (email: string) => {
      await portal.db.prepare("DELETE FROM limit_counts").run();
      const derived = portal.neighbours.derived;
      const prepared = vi.spyOn(portal.env.DB, "prepare");
      const answer = await new Tab(portal).signIn(email, "not the password at all");
      const statements = prepared.mock.calls.length;
      prepared.mockRestore();
      const { request_id: _, ...body } = await answer.json<Record<string, unknown>>();
      return { status: answer.status, body, derived: portal.neighbours.derived - derived, statements };
    };
    const known = await work(OWN);
    expect(known).toMatchObject({ status: 401, derived: 1 });
    expect(await work("nobody@example.invalid")).toEqual(known);
  });

  it("the account that 60 guesses at once opened: five are tried, the others told when", async () => {
    const derived = portal.neighbours.derived;
    const guesses = await Promise.all(
      Array.from({ length: 60 }, () =>
        new Tab(portal, undefined, "198.51.100.41").signIn(OWN, "guess after guess"),
      ),
    );
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(portal.neighbours.derived - derived).toBe(5);
    const limited = guesses.find(({ status }) => status === 429);
    expect(Number(limited?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await limited?.json()).toMatchObject({
      code: "account_rate_limited",
      limit: expect.stringMatching(/sign-ins/),
    });
  });

  it("from many addresses at once ten to an account and one a minute, but nobody is locked out of it for longer", async () => {
    const start = Date.now();
    setClock(start);
    const from = (n: number, password = "guess after guess") =>
      new Tab(portal, undefined, `203.0.113.${n}`).signIn(OWN, password);
    const guesses = await Promise.all(Array.from({ length: 60 }, (_, n) => from(n)));
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(11);
    const refused = await from(100, PASSWORD);
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(60);
    setClock(start + 61 * SECOND);
    expect((await from(101, PASSWORD)).status).toBe(200);
  });

  it("is closed while the limiter cannot count, and while nothing can be derived", async () => {
    portal.neighbours.keysAway = true;
    expect((await new Tab(portal).signIn(OWN)).status).toBe(503);
    portal.neighbours.keysAway = false;
    await portal.db.prepare("ALTER TABLE limit_counts RENAME TO limit_counts_away").run();
    const answer = await new Tab(portal).signIn(OWN);
    await portal.db.prepare("ALTER TABLE limit_counts_away RENAME TO limit_counts").run();
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "10"]);
  });

  it("stores a password anew that was stored by older parameters, and refuses parameters beyond the maximum", async () => {
    const hash = () =>
      portal.db
        .prepare("SELECT password_hash AS h FROM users WHERE email = ?")
        .bind(OWN)
        .first<{ h: string }>();
    const before = (await hash())?.h ?? "";
    const { pbkdf2Sync } = await import("node:crypto");
    const salt = Buffer.alloc(16, 7);
    const derived = pbkdf2Sync(PASSWORD, salt, 1000, 32, "sha256");
    const mac = createHmac("sha256", Buffer.from(portal.env.CREDENTIAL_PEPPER, "hex"))
      .update(derived)
      .digest();
    const plain = (bytes: Buffer) => bytes.toString("base64").replaceAll("=", "");
    const set = (text: string) =>
      portal.db.prepare("UPDATE users SET password_hash = ? WHERE email = ?").bind(text, OWN).run();
    await set(`$pbkdf2-sha256-x$v=1$i=1000$n=1$${plain(salt)}$${plain(mac)}$1`);
    await signedIn();
    expect((await hash())?.h).toMatch(/\$i=100000\$n=6\$/);
    await signedIn();
    await set(before.replace("i=100000", "i=600000"));
    expect((await new Tab(portal).signIn(OWN)).status).toBe(503);
    await set(before);
  });

  it("tells by mail of a browser that is new, and not of the next version of a known one", async () => {
    await signedIn(OWN, false, "Mozilla/5.0 Firefox/141.0");
    expect(await mailsTo(portal, OWN)).toEqual([]);
    await signedIn(OWN, false, "Mozilla/5.0 Chrome/150.0");
    const [mail] = await mailsTo(portal, OWN);
    expect(mail?.subject).toContain("new to us");
    expect(mail?.text).toContain("Chrome/150.0");
  });
});

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

describe("sessions", () => {
  it("are listed for their owner alone, and ended one by one or all the others", async () => {
    const [tab, other] = [await signedIn(), await signedIn(OWN, false, "Other/1")];
    const list = async (of: Tab) =>
      (
        await (
          await of.ask("GET", "/api/account/sessions")
        ).json<{ data: { id: string; current: boolean }[] }>()
      ).data;
    const sessions = await list(tab);
    const mine = (await tab.session()).id;
    const others = (await other.session()).id;
    expect(sessions.filter(({ current }) => current).map(({ id }) => id)).toEqual([mine]);
    expect(await taras.told("DELETE", `/api/account/sessions/${mine}`)).toEqual([404, "not_found"]);
    expect((await list(taras)).map(({ id }) => id)).not.toContain(mine);
    expect((await tab.ask("DELETE", `/api/account/sessions/${others}`)).status).toBe(200);
    expect((await other.ask("GET", "/api/session")).status).toBe(401);
    expect((await tab.ask("DELETE", "/api/account/sessions")).status).toBe(200);
    expect(await list(tab)).toHaveLength(1);
    olena = await signedIn();
  });

  it("end at once by signing out, which clears what the browser keeps", async () => {
    const tab = await signedIn();
    const cookie = tab.cookie;
    const answer = await tab.ask("DELETE", "/api/session");
    expect([answer.status, answer.headers.get("clear-site-data")]).toEqual([
      200,
      '"cache", "cookies", "storage"',
    ]);
    expect(tab.setCookie).toContain("Max-Age=0");
    tab.cookie = cookie;
    expect((await tab.ask("GET", "/api/session")).status).toBe(401);
  });

  it("of somebody who is no member any more show no organization, at once", async () => {
    const tab = await newPerson(portal, "leaver@example.invalid", "198.51.100.50");
    expect((await tab.ask("GET", "/api/v1/endpoints")).status).toBe(200);
    await portal.db
      .prepare("DELETE FROM members WHERE user_id = ?")
      .bind((await tab.session()).user.id)
      .run();
    expect((await tab.session()).organization).toBeNull();
    expect(await tab.told("GET", "/api/v1/endpoints")).toEqual([403, "missing_role"]);
  });

  it("cannot be made by a token of another session: the row says whose it is", async () => {
    const { id } = await taras.session();
    const token = await signSessionToken(
      portal.env,
      { sid: id, gen: 1, amr: ["pwd"], auth_time: 0 },
      Date.now(),
    );
    const tab = new Tab(portal);
    tab.cookie = token;
    expect((await tab.session()).user.email).toBe("taras@example.invalid");
    tab.csrf = olena.csrf;
    expect(await tab.told("DELETE", "/api/account/sessions")).toEqual([403, "csrf_token_invalid"]);
  });
});

describe("passwords", () => {
  it("are set anew by a mailed link, once, and every session ends", async () => {
    const email = "forgot@example.invalid";
    const tab = await newPerson(portal, email, "198.51.100.60");
    const ask = (address: string) =>
      new Tab(portal).ask("POST", "/api/password/reset", { body: { email: address } });
    const [known, unknown] = [await ask(email), await ask("nobody@example.invalid")];
    expect([known.status, unknown.status]).toEqual([202, 202]);
    expect(await mailsTo(portal, "nobody@example.invalid")).toEqual([]);
    const token = await linkTo(portal, email);
    const set = (password: string) =>
      tab.told("POST", "/api/password/reset/confirm", { body: { token, password } });
    expect(await set("password123")).toEqual([400, "invalid_body"]);
    const tries = await Promise.all(Array.from({ length: 60 }, (_, n) => set(`a new password of mine ${n}`)));
    expect(tries.filter(([status]) => status === 200)).toHaveLength(1);
    expect((await tab.ask("GET", "/api/session")).status).toBe(401);
    expect((await tab.signIn(email)).status).toBe(401);
    expect((await mailsTo(portal, email)).map(({ subject }) => subject)).toContain(
      "CallPing: your password was changed",
    );
  });

  it("are not set by a link that is an hour old, or of another purpose", async () => {
    await new Tab(portal).ask("POST", "/api/password/reset", { body: { email: OWN } });
    const token = await linkTo(portal, OWN);
    const reset = { body: { token, password: "a new password of mine" } };
    expect(await new Tab(portal).told("POST", "/api/account/email/confirm", { body: { token } })).toEqual([
      410,
      "link_invalid",
    ]);
    setClock(Date.now() + HOUR);
    expect(await new Tab(portal).told("POST", "/api/password/reset/confirm", reset)).toEqual([
      410,
      "link_invalid",
    ]);
  });

  it("are changed after a step-up, and other sessions end", async () => {
    const [tab, other] = [await signedIn("taras@example.invalid"), await signedIn("taras@example.invalid")];
    const change = { body: { password: "another password of Taras" } };
    expect(await tab.told("PUT", "/api/account/password", change)).toEqual([403, "step_up_required"]);
    expect(await tab.stepUp("wrong password")).toBe(403);
    expect(await tab.stepUp()).toBe(200);
    // A step-up is of one session.
    expect(await other.told("PUT", "/api/account/password", change)).toEqual([403, "step_up_required"]);
    expect(await tab.told("PUT", "/api/account/password", change)).toEqual([200, ""]);
    expect([
      (await tab.ask("GET", "/api/session")).status,
      (await other.ask("GET", "/api/session")).status,
    ]).toEqual([200, 401]);
    expect((await new Tab(portal).signIn("taras@example.invalid")).status).toBe(401);
  });

  it("a step-up counts for ten minutes", async () => {
    const tab = await signedIn();
    const now = Math.ceil(Date.now() / 1000) * 1000;
    setClock(now);
    expect(await tab.stepUp()).toBe(200);
    setClock(now + 10 * MINUTE - SECOND);
    expect(await tab.told("POST", "/api/account/second-factor/recovery-codes")).toEqual([
      409,
      "settings_conflict",
    ]);
    setClock(now + 10 * MINUTE);
    expect(await tab.told("POST", "/api/account/second-factor/recovery-codes")).toEqual([
      403,
      "step_up_required",
    ]);
  });
});

describe("an e-mail address", () => {
  it("changes when both addresses agree, and the old one is told", async () => {
    const [before, after] = ["before@example.invalid", "after@example.invalid"];
    const tab = await newPerson(portal, before, "198.51.100.70");
    await tab.stepUp();
    expect(await tab.told("POST", "/api/account/email", { body: { email: after } })).toEqual([202, ""]);
    const confirm = async (token: string) =>
      (await new Tab(portal).ask("POST", "/api/account/email/confirm", { body: { token } })).json<{
        changed?: boolean;
        code?: string;
      }>();
    const [oldLink, newLink] = [await linkTo(portal, before), await linkTo(portal, after)];
    expect(await confirm(newLink)).toEqual({ changed: false });
    expect((await confirm(newLink)).code).toBe("link_invalid");
    expect((await tab.session()).user.email).toBe(before);
    expect(await confirm(oldLink)).toEqual({ changed: true });
    expect((await tab.session()).user.email).toBe(after);
    expect((await mailsTo(portal, before)).at(-1)?.subject).toBe("CallPing: your e-mail address was changed");
    expect((await new Tab(portal).signIn(before)).status).toBe(401);
    expect((await new Tab(portal).signIn(after)).status).toBe(200);
  });

  it("of somebody else is not taken, and the answer does not say so", async () => {
    const tab = await signedIn();
    await tab.stepUp();
    expect(await tab.told("POST", "/api/account/email", { body: { email: "ada@example.invalid" } })).toEqual([
      202,
      "",
    ]);
    expect((await mailsTo(portal, "ada@example.invalid"))[0]?.subject).toContain(
      "you have an account already",
    );
    const answer = await new Tab(portal).ask("POST", "/api/account/email/confirm", {
      body: { token: await linkTo(portal, OWN) },
    });
    expect(await answer.json()).toEqual({ changed: false });
  });
});
