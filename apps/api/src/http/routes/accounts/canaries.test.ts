import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { unseal } from "../../../services/accounts/second-factor/seal.ts";
import { codeOfStep, stepOf } from "../../../services/accounts/second-factor/totp.ts";
import { linkTo, mailsTo, newPerson, openPortal, type Portal, signUpOf, Tab } from "../../testing/portal.ts";

let portal: Portal;
const logged: string[] = [];
beforeAll(async () => {
  for (const level of ["log", "info", "warn", "error"] as const)
    vi.spyOn(console, level).mockImplementation(
      (...words: unknown[]) => void logged.push(words.map(String).join(" ")),
    );
  portal = await openPortal();
});
afterAll(async () => {
  await Promise.all(portal.background);
  await portal.dispose();
});
afterEach(() => vi.restoreAllMocks());

/** Everything that is stored, but for mail that went out and the digests' own tables. */
async function dump(db: D1Database): Promise<string> {
  const { results } = await db
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'",
    )
    .all<{ name: string }>();
  const tables = await db.batch(results.map(({ name }) => db.prepare(`SELECT * FROM ${name}`)));
  return JSON.stringify(tables.map((table) => table.results));
}

describe("secrets of accounts", () => {
  it("are in no row, no log line and no error: passwords, codes, secrets, links, cookies, CSRF tokens", async () => {
    const email = "canary@example.invalid";
    const passwords = ["canary one in the mine", "canary two in the mine", "canary three, wrong"];
    const [first = "", second = "", wrong = ""] = passwords;
    const answers: string[] = [];
    const tab = new Tab(portal);
    const ask = async (method: string, path: string, body?: object) => {
      const answer = await tab.ask(method, path, { body });
      const text = await answer.text();
      if (!answer.ok) answers.push(text);
      return text;
    };
    await ask("POST", "/api/sign-up", signUpOf(email, { password: first }));
    const signUpLink = await linkTo(portal, email);
    await ask("POST", "/api/sign-up/verify", { token: signUpLink });
    await ask("POST", "/api/sign-up/verify", { token: signUpLink });
    await ask("POST", "/api/session", { email, password: wrong });
    await tab.signIn(email, first);
    const cookies = [tab.cookie ?? "none"];
    const csrf = tab.csrf;
    await tab.stepUp(wrong);
    await tab.stepUp(first);
    const offer = JSON.parse(await ask("POST", "/api/account/second-factor/totp")) as { secret: string };
    const userId = (await tab.session()).user.id;
    const stored = await portal.db.prepare("SELECT secret FROM totp_factors").first<{ secret: string }>();
    const secret = await unseal(portal.env, userId, stored?.secret ?? "");
    const code = await codeOfStep(secret, stepOf(Date.now()));
    const made = JSON.parse(await ask("POST", "/api/account/second-factor/totp/confirm", { code })) as {
      recovery_codes: string[];
    };
    await ask("POST", "/api/session/refresh");
    cookies.push(tab.cookie ?? "none");
    await ask("POST", "/api/password/reset", { email });
    const resetLink = await linkTo(portal, email);
    await ask("POST", "/api/password/reset/confirm", { token: resetLink, password: "short" });
    await ask("POST", "/api/password/reset/confirm", { token: resetLink, password: second });
    const other = new Tab(portal);
    const challenge = await (
      await other.signIn(email, second)
    ).json<{ second_factor: { challenge: string } }>();
    const factor = { challenge: challenge.second_factor.challenge, code: made.recovery_codes[0] };
    const taken = await other.ask("POST", "/api/session/second-factor", { body: factor });
    expect(taken.status).toBe(200);
    cookies.push(other.cookie ?? "none");
    await mailsTo(portal, email);

    const tokens = [signUpLink, resetLink, factor.challenge].flatMap((token) => token.split(".").slice(1));
    const secrets = [
      ...passwords,
      offer.secret,
      Buffer.from(secret).toString("hex"),
      Buffer.from(secret).toString("base64url"),
      ...made.recovery_codes.flatMap((text) => [text, text.replaceAll("-", "")]),
      ...tokens,
      ...cookies,
      ...cookies.flatMap((cookie) => cookie.split(".").slice(2)),
      csrf,
    ];
    expect([answers.length, secrets.filter((text) => text.length < 12)]).toEqual([3, []]);
    for (const [where, text] of [
      ["rows", await dump(portal.db)],
      ["logs", logged.join("\n")],
      ["errors", answers.join("\n")],
      ["messages to Desks", JSON.stringify([portal.desks.received, portal.desks.commands])],
    ] as const)
      expect([where, secrets.filter((one) => text.includes(one))]).toEqual([where, []]);
    // Found where it is: the search itself works.
    expect(await dump(portal.db)).toContain(stored?.secret);
  });

  it("two people's stay apart: nothing of one opens anything of the other", async () => {
    const [one, other] = [
      await newPerson(portal, "one@example.invalid", "198.51.100.90"),
      await newPerson(portal, "other@example.invalid", "198.51.100.91"),
    ];
    const [mine, theirs] = [await one.session(), await other.session()];
    expect(mine.organization?.id).not.toBe(theirs.organization?.id);
    one.csrf = theirs.csrf_token;
    expect(await one.told("POST", "/api/session/refresh")).toEqual([403, "csrf_token_invalid"]);
  });
});
