import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  linkTo,
  mailsTo,
  newPerson,
  openPortal,
  PASSWORD,
  type Portal,
  signUpOf,
  Tab,
} from "../../testing/portal.ts";

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.dispose());
beforeEach(async () => {
  await portal.db.prepare("DELETE FROM limit_counts").run();
  portal.mails.length = 0;
  portal.provider.away = false;
  portal.neighbours.keysAway = false;
});

const all = async <Row>(sql: string, ...params: string[]) =>
  (
    await portal.db
      .prepare(sql)
      .bind(...params)
      .all<Row>()
  ).results;

describe("signing up", () => {
  it("makes a user, their organization and its owner once the mailed link is used", async () => {
    const tab = new Tab(portal);
    const asked = await tab.ask("POST", "/api/sign-up", { body: signUpOf("nadia@example.invalid") });
    expect(asked.status).toBe(202);
    expect(await all("SELECT id FROM users WHERE email = 'nadia@example.invalid'")).toEqual([]);
    expect((await tab.signIn("nadia@example.invalid")).status).toBe(401);
    const token = await linkTo(portal, "nadia@example.invalid");
    expect(await tab.told("POST", "/api/sign-up/verify", { body: { token } })).toEqual([201, ""]);
    expect((await tab.signIn("NADIA@example.invalid")).status).toBe(200);
    const session = await tab.session();
    expect(session).toMatchObject({
      user: { email: "nadia@example.invalid", name: "Nadia Example", language: "uk", second_factor: false },
      organization: { name: "Acme", slug: "acme", time_zone: "Europe/Kyiv", role: "owner" },
    });
    const [user] = await all<object>("SELECT * FROM users WHERE id = ?", session.user.id);
    expect(user).toMatchObject({
      terms_version: "2026-11-01",
      terms_accepted_at: expect.stringMatching(/Z$/),
      email_verified_at: expect.stringMatching(/Z$/),
      password_hash: expect.stringMatching(
        /^\$pbkdf2-sha256-x\$v=1\$i=100000\$n=6\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}\$1$/,
      ),
    });
    const audit = await all<{ action: string }>(
      "SELECT action FROM audit_log WHERE organization_id = ? ORDER BY id",
      session.organization?.id ?? "",
    );
    expect(audit.map(({ action }) => action)).toEqual(["organization.created", "session.started"]);
  });

  it("takes a slug and a number that no other organization has, or had", async () => {
    const tab = await newPerson(portal, "second@example.invalid", "198.51.100.20");
    const { organization } = await tab.session();
    expect(organization?.slug).toMatch(/^acme-[0-9a-f]{8}$/);
    const numberOf = async (id: string) =>
      (await all<{ number: number }>("SELECT number FROM organizations WHERE id = ?", id))[0]?.number ?? 0;
    const number = await numberOf(organization?.id ?? "");
    await portal.db.prepare("DELETE FROM organizations WHERE id = ?").bind(organization?.id).run();
    const next = await newPerson(portal, "third@example.invalid", "198.51.100.21");
    expect(await numberOf((await next.session()).organization?.id ?? "")).toBe(number + 1);
  });

  it("uses a link once: of 60 at the same moment one makes the account", async () => {
    const tab = new Tab(portal);
    await tab.ask("POST", "/api/sign-up", { body: signUpOf("once@example.invalid") });
    const token = await linkTo(portal, "once@example.invalid");
    const tries = await Promise.all(
      Array.from({ length: 60 }, () => tab.told("POST", "/api/sign-up/verify", { body: { token } })),
    );
    expect(tries.filter(([status]) => status === 201)).toHaveLength(1);
    expect(tries.filter(([status]) => status === 410).length).toBe(4);
    expect(tries.filter(([status]) => status === 429)).toHaveLength(55);
    expect(await all("SELECT id FROM users WHERE email = 'once@example.invalid'")).toHaveLength(1);
  });

  it("answers alike for an address that has an account: only its mailbox is told", async () => {
    const known = await new Tab(portal).ask("POST", "/api/sign-up", {
      body: signUpOf("ada@example.invalid"),
    });
    const fresh = await new Tab(portal).ask("POST", "/api/sign-up", {
      body: signUpOf("fresh@example.invalid"),
    });
    expect([known.status, Object.keys(await known.json<object>())]).toEqual([
      fresh.status,
      Object.keys(await fresh.json<object>()),
    ]);
    const [mail] = await mailsTo(portal, "ada@example.invalid");
    expect(mail?.subject).toContain("you have an account already");
    expect(mail?.text).not.toContain("token");
    expect(await all("SELECT id FROM sign_ups WHERE email = 'ada@example.invalid'")).toEqual([]);
  });

  it("gives nobody another's address: whoever opens the mail has the account that they asked for", async () => {
    const tab = new Tab(portal);
    await tab.ask("POST", "/api/sign-up", {
      body: signUpOf("victim@example.invalid", { password: "what the thief typed" }),
    });
    await tab.ask("POST", "/api/sign-up", { body: signUpOf("victim@example.invalid") });
    const token = await linkTo(portal, "victim@example.invalid");
    await tab.ask("POST", "/api/sign-up/verify", { body: { token } });
    expect((await tab.signIn("victim@example.invalid", "what the thief typed")).status).toBe(401);
    expect((await tab.signIn("victim@example.invalid")).status).toBe(200);
  });

  it.each([
    ["nobody of 18", { adult: false }, "adult"],
    ["other terms", { terms_version: "2020-01-01" }, "terms_version"],
    ["a short password", { password: "short" }, "password"],
    ["a password that is tried first", { password: "Password123" }, "password"],
    ["a password of one's own address", { password: "nadia@example.invalid" }, "password"],
    ["a zone that is none", { time_zone: "Mars/Olympus" }, "time_zone"],
    ["no address", { email: "nadia" }, "email"],
    ["an unknown field", { role: "owner" }, "role"],
  ])("refuses %s, and says what", async (_, more, path) => {
    const answer = await new Tab(portal).ask("POST", "/api/sign-up", {
      body: signUpOf("nadia@example.invalid", more),
    });
    const { code, problems } = await answer.json<{ code: string; problems: { path: string }[] }>();
    expect([answer.status, code, problems.map((one) => one.path)]).toEqual([400, "invalid_body", [path]]);
    expect(JSON.stringify(problems)).not.toContain(PASSWORD);
  });

  it("is limited by address and by e-mail address, and says which", async () => {
    const tab = new Tab(portal);
    const send = (email: string) => tab.ask("POST", "/api/sign-up", { body: signUpOf(email) });
    const statuses = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => (await send(`many${index}@example.invalid`)).status),
    );
    expect(statuses.filter((status) => status === 202)).toHaveLength(5);
    const refused = await send("more@example.invalid");
    expect([refused.status, Number(refused.headers.get("retry-after")) > 3000]).toEqual([429, true]);
    expect(await refused.json()).toMatchObject({ limit: "5 sign-ups an hour from an address" });
  });

  it("does not wait for mail: a provider that is away loses no link", async () => {
    portal.provider.away = true;
    const tab = new Tab(portal);
    expect((await tab.ask("POST", "/api/sign-up", { body: signUpOf("later@example.invalid") })).status).toBe(
      202,
    );
    await mailsTo(portal, "later@example.invalid");
    expect(
      await all("SELECT state, tries FROM outgoing_mail WHERE recipient = 'later@example.invalid'"),
    ).toEqual([{ state: "waiting", tries: 1 }]);
  });

  it("is closed while nothing can be derived", async () => {
    portal.neighbours.keysAway = true;
    const answer = await new Tab(portal).ask("POST", "/api/sign-up", {
      body: signUpOf("shut@example.invalid"),
    });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "10"]);
  });
});
