import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { linkTo, mailsTo, newPerson, openPortal, PASSWORD, type Portal, Tab } from "../../testing/portal.ts";

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
  await newPerson(portal, OWN, "198.51.100.30");
  await newPerson(portal, "taras@example.invalid", "198.51.100.31");
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
const HOUR = 60 * MINUTE;
const setClock = (at: number) => vi.useFakeTimers({ toFake: ["Date"], now: at });
const signedIn = async (email = OWN) => {
  const tab = new Tab(portal, undefined, "198.51.100.40");
  expect((await tab.signIn(email, PASSWORD)).status).toBe(200);
  return tab;
};

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
