import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { unseal } from "../../../services/accounts/second-factor/seal.ts";
import { codeOfStep, matchingStep, stepOf } from "../../../services/accounts/second-factor/totp.ts";
import { mailsTo, newPerson, openPortal, PASSWORD, type Portal, Tab } from "../../testing/portal.ts";

const SECOND = 1000;
const STEP = 30 * SECOND;
const setClock = (at: number) => vi.useFakeTimers({ toFake: ["Date"], now: at });
let portal: Portal;
let people = 0;
/** In the middle of a step, so that a slow machine does not leave it. */
let noon: number;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.dispose());
beforeEach(async () => {
  await portal.db.prepare("DELETE FROM limit_counts").run();
  portal.mails.length = 0;
  noon = stepOf(Date.now()) * STEP + STEP / 2;
});
afterEach(() => vi.useRealTimers());

interface Person {
  email: string;
  tab: Tab;
  userId: string;
  secret: Uint8Array<ArrayBuffer>;
  recovery: string[];
}

/** Somebody whose app is on their account; the code that showed it is of the step before `noon`. */
async function personWithApp(): Promise<Person> {
  people += 1;
  const email = `factor${people}@example.invalid`;
  const tab = await newPerson(portal, email, `198.51.100.${people + 100}`);
  setClock(noon - STEP);
  await tab.signIn(email);
  await tab.stepUp();
  const offer = await tab.ask("POST", "/api/account/second-factor/totp");
  expect(offer.status).toBe(201);
  const { secret: text, otpauth_url } = await offer.json<{ secret: string; otpauth_url: string }>();
  expect([text.length, otpauth_url]).toEqual([32, expect.stringContaining(`secret=${text}`)]);
  const userId = (await tab.session()).user.id;
  const secret = await stored(userId);
  const code = await codeOfStep(secret, stepOf(noon) - 1);
  const confirmed = await tab.ask("POST", "/api/account/second-factor/totp/confirm", { body: { code } });
  const { recovery_codes } = await confirmed.json<{ recovery_codes: string[] }>();
  expect(recovery_codes).toHaveLength(10);
  await portal.db.prepare("DELETE FROM limit_counts").run();
  setClock(noon);
  return { email, tab, userId, secret, recovery: recovery_codes };
}
async function stored(userId: string): Promise<Uint8Array<ArrayBuffer>> {
  const row = await portal.db
    .prepare("SELECT secret FROM totp_factors WHERE user_id = ?")
    .bind(userId)
    .first<{ secret: string }>();
  return unseal(portal.env, userId, row?.secret ?? "");
}
/** The first step, by a tab of its own. */
async function challenge(email: string): Promise<{ tab: Tab; challenge: string }> {
  const tab = new Tab(portal);
  const answer = await tab.signIn(email);
  const { second_factor } = await answer.json<{ second_factor: { challenge: string } }>();
  expect([answer.status, tab.cookie]).toEqual([200, null]);
  return { tab, challenge: second_factor.challenge };
}
const answer = (tab: Tab, token: string, code: string) =>
  tab.told("POST", "/api/session/second-factor", { body: { challenge: token, code } });
const limitsAway = () => portal.db.prepare("DELETE FROM limit_counts").run();

describe("codes of an app", () => {
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("are those of RFC 6238, appendix B, at %i s", async (seconds, code) => {
    const secret = new Uint8Array(new TextEncoder().encode("12345678901234567890"));
    expect(await codeOfStep(secret, stepOf(seconds * 1000))).toBe(code);
    expect(await matchingStep(secret, code, seconds * 1000)).toBe(stepOf(seconds * 1000));
  });

  it.each([
    [-2, 401],
    [-1, 401], // The step that confirmed the app: taken.
    [0, 200],
    [1, 200],
    [2, 401],
  ])("of the step %i from now: %i", async (skew, status) => {
    const { email, secret } = await personWithApp();
    const { tab, challenge: token } = await challenge(email);
    expect((await answer(tab, token, await codeOfStep(secret, stepOf(noon) + skew)))[0]).toBe(status);
  });

  it("are taken once, and none before them", async () => {
    const { email, secret } = await personWithApp();
    const now = await codeOfStep(secret, stepOf(noon));
    const next = await codeOfStep(secret, stepOf(noon) + 1);
    for (const [code, status] of [
      [next, 200],
      [next, 401],
      [now, 401],
    ] as const) {
      const { tab, challenge: token } = await challenge(email);
      expect((await answer(tab, token, code))[0]).toBe(status);
      await limitsAway();
    }
  });

  it("the code that 60 typed at once: one is signed in, and no more than five are looked at", async () => {
    const { email, secret, userId } = await personWithApp();
    const { challenge: token } = await challenge(email);
    const code = await codeOfStep(secret, stepOf(noon));
    const tabs = Array.from({ length: 60 }, () => new Tab(portal));
    const told = await Promise.all(tabs.map((tab) => answer(tab, token, code)));
    expect(told.filter(([status]) => status === 200)).toHaveLength(1);
    expect(told.filter(([, reason]) => reason === "second_factor_refused").length).toBeLessThanOrEqual(4);
    expect(tabs.filter(({ cookie }) => cookie !== null)).toHaveLength(1);
    const row = await portal.db
      .prepare("SELECT count(*) AS n FROM sessions WHERE user_id = ? AND methods = 'pwd otp'")
      .bind(userId)
      .first<{ n: number }>();
    expect(row?.n).toBe(1);
  });

  it("30 challenges with one code: one is signed in", async () => {
    const { email, secret } = await personWithApp();
    const code = await codeOfStep(secret, stepOf(noon));
    const open: Awaited<ReturnType<typeof challenge>>[] = [];
    for (let n = 0; n < 5; n += 1) open.push(await challenge(email));
    const told = await Promise.all(open.map(({ tab, challenge: token }) => answer(tab, token, code)));
    expect(told.filter(([status]) => status === 200)).toHaveLength(1);
  });

  it("guessed 60 at a time: five are tried in 15 minutes, whatever the challenges", async () => {
    const { email } = await personWithApp();
    const { challenge: token } = await challenge(email);
    const told = await Promise.all(
      Array.from({ length: 60 }, () => answer(new Tab(portal), token, "000000")),
    );
    expect(told.filter(([status]) => status === 401)).toHaveLength(5);
    expect(told.filter(([status]) => status === 429)).toHaveLength(55);
    await portal.db.prepare("DELETE FROM limit_counts WHERE key LIKE 'sign-in%'").run();
    const other = await challenge(email);
    const refused = await other.tab.ask("POST", "/api/session/second-factor", {
      body: { challenge: other.challenge, code: "000000" },
    });
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ limit: "5 codes in 15 minutes of an account" });
  });

  it("a challenge is good for ten minutes, and is no session", async () => {
    const { email, secret } = await personWithApp();
    const { tab, challenge: token } = await challenge(email);
    expect((await tab.ask("GET", "/api/session")).status).toBe(401);
    tab.cookie = token;
    expect((await tab.ask("GET", "/api/session")).status).toBe(401);
    setClock(noon + 600 * SECOND);
    const code = await codeOfStep(secret, stepOf(noon + 600 * SECOND));
    expect(await answer(tab, token, code)).toEqual([410, "link_invalid"]);
  });
});

describe("an app on an account", () => {
  it("counts once it has shown a code; before that the password is enough", async () => {
    const email = "pending@example.invalid";
    const tab = await newPerson(portal, email, "198.51.100.201");
    await tab.stepUp();
    await tab.ask("POST", "/api/account/second-factor/totp");
    expect((await new Tab(portal).signIn(email)).headers.get("set-cookie")).not.toBeNull();
    expect((await tab.session()).user.second_factor).toBe(false);
    const userId = (await tab.session()).user.id;
    const before = await stored(userId);
    await tab.ask("POST", "/api/account/second-factor/totp");
    const old = await codeOfStep(before, stepOf(Date.now()));
    expect(
      await tab.told("POST", "/api/account/second-factor/totp/confirm", { body: { code: old } }),
    ).toEqual([403, "step_up_refused"]);
  });

  it("is sealed: the secret is in no row, and opens for its own user and unchanged alone", async () => {
    const { userId, secret } = await personWithApp();
    const row = await portal.db
      .prepare("SELECT secret FROM totp_factors WHERE user_id = ?")
      .bind(userId)
      .first<{ secret: string }>();
    const sealed = row?.secret ?? "";
    expect(sealed).toMatch(/^1\.[\w-]{16}\.[\w-]{48}$/);
    expect(Buffer.from(sealed.split(".")[2] ?? "", "base64url").includes(Buffer.from(secret))).toBe(false);
    await expect(unseal(portal.env, "usr_other", sealed)).rejects.toThrow(/operation|decrypt/i);
    await expect(
      unseal(
        portal.env,
        userId,
        sealed.replace(/.$/, (last) => (last === "A" ? "B" : "A")),
      ),
    ).rejects.toThrow(/operation|decrypt|opened/i);
    await expect(unseal(portal.env, userId, sealed.replace(/^1/, "2"))).rejects.toThrow(
      /operation|decrypt|opened/i,
    );
  });

  it("is told of by mail, and not put in the place of another", async () => {
    const { tab, email } = await personWithApp();
    expect((await mailsTo(portal, email)).map(({ subject }) => subject)).toContain(
      "CallPing: an authenticator app was added",
    );
    expect(await tab.told("POST", "/api/account/second-factor/totp")).toEqual([409, "settings_conflict"]);
    expect(await tab.told("DELETE", "/api/account/second-factor/totp")).toEqual([200, ""]);
    expect((await mailsTo(portal, email)).at(-1)?.subject).toBe(
      "CallPing: the authenticator app was removed",
    );
    expect((await new Tab(portal).signIn(email)).headers.get("set-cookie")).not.toBeNull();
  });

  it("is still asked for after a reset of the password by mail", async () => {
    const { email } = await personWithApp();
    await new Tab(portal).ask("POST", "/api/password/reset", { body: { email } });
    const text = (await mailsTo(portal, email)).at(-1)?.text ?? "";
    const token = /#token=(\S+)/.exec(text)?.[1];
    const set = { body: { token, password: "a new password of mine" } };
    expect((await new Tab(portal).ask("POST", "/api/password/reset/confirm", set)).status).toBe(200);
    const answered = await (await new Tab(portal).signIn(email, "a new password of mine")).json<object>();
    expect(Object.keys(answered)).toEqual(["second_factor"]);
  });

  it("may show again who it is, once a code", async () => {
    const { tab, secret } = await personWithApp();
    const stepUp = (body: object) => tab.told("POST", "/api/session/step-up", { body });
    const code = await codeOfStep(secret, stepOf(noon));
    expect(await stepUp({ code })).toEqual([200, ""]);
    expect(await stepUp({ code })).toEqual([403, "step_up_refused"]);
    expect(await stepUp({})).toEqual([400, "invalid_body"]);
    expect(await stepUp({ code, password: PASSWORD })).toEqual([400, "invalid_body"]);
    const tries = await Promise.all(
      Array.from({ length: 60 }, () => stepUp({ password: "a wrong password" })),
    );
    expect(tries.filter(([status]) => status === 403)).toHaveLength(3);
    expect(tries.filter(([status]) => status === 429)).toHaveLength(57);
  });
});

describe("recovery codes", () => {
  it("sign in once: of 60 at the same moment one", async () => {
    const { email, recovery } = await personWithApp();
    const [first = "", second = ""] = recovery;
    const { challenge: token } = await challenge(email);
    const told = await Promise.all(Array.from({ length: 60 }, () => answer(new Tab(portal), token, first)));
    expect(told.filter(([status]) => status === 200)).toHaveLength(1);
    await limitsAway();
    const again = await challenge(email);
    expect((await answer(again.tab, again.challenge, first))[0]).toBe(401);
    expect((await answer(again.tab, again.challenge, second.toLowerCase().replaceAll("-", " ")))[0]).toBe(
      200,
    );
    expect((await mailsTo(portal, email)).map(({ subject }) => subject)).toContain(
      "CallPing: a recovery code was used",
    );
    expect(await (await again.tab.ask("GET", "/api/account/second-factor")).json()).toEqual({
      totp: "confirmed",
      recovery_codes_left: 8,
    });
  });

  it("are replaced all at once, and are nobody else's", async () => {
    const [one, other] = [await personWithApp(), await personWithApp()];
    const made = await one.tab.ask("POST", "/api/account/second-factor/recovery-codes");
    const { recovery_codes: fresh } = await made.json<{ recovery_codes: string[] }>();
    const { tab, challenge: token } = await challenge(one.email);
    expect((await answer(tab, token, one.recovery[0] ?? ""))[0]).toBe(401);
    expect((await answer(tab, token, other.recovery[0] ?? ""))[0]).toBe(401);
    expect((await answer(tab, token, fresh[0] ?? ""))[0]).toBe(200);
    const rows = await portal.db.prepare("SELECT digest FROM recovery_codes").all<{ digest: string }>();
    expect(JSON.stringify(rows.results)).not.toContain(fresh[0]?.replaceAll("-", ""));
  });
});
