import { createHmac } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { decodeJwt } from "jose";
import { signSessionToken } from "../../../services/accounts/session-token.ts";
import { mailsTo, newPerson, openPortal, PASSWORD, type Portal, Tab } from "../../testing/portal.ts";

let portal: Portal;
let olena: Tab;
let taras: Tab;
beforeAll(async () => {
  portal = await openPortal();
  olena = await newPerson(portal, OWN, "198.51.100.30");
  taras = await newPerson(portal, "taras@example.invalid", "198.51.100.31");
});
afterAll(async () => {
  await Promise.all(portal.background);
  await portal.dispose();
});
beforeEach(async () => {
  await portal.db.prepare("DELETE FROM limit_counts").run();
  portal.mails.length = 0;
  portal.neighbours.keysAway = false;
});
afterEach(() => vi.useRealTimers());

const OWN = "olena@example.invalid";
const SECOND = 1000;
const setClock = (at: number) => vi.useFakeTimers({ toFake: ["Date"], now: at });
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
    // A slow machine may need a second between the session and its cookie.
    setClock(Date.now());
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
