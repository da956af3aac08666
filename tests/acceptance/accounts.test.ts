import { describe, expect, inject, it, vi } from "vitest";
import { type ApiAnswer, call } from "../harness/api.ts";
import type { Scene } from "../harness/scene.ts";
import { onStage, useStage } from "./stage.ts";

useStage();

const PASSWORD = "a long enough password";

/** A tab of the portal, without a browser: what a page sends, and the cookie. */
class Tab {
  private cookie = "";
  private csrf = "";

  async ask(method: string, path: string, body?: object): Promise<ApiAnswer> {
    const { portal } = inject("stage");
    const answer = await call(`${portal}${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        ...(method !== "GET" && {
          origin: portal,
          "content-type": "application/json",
          "x-csrf-token": this.csrf,
        }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const [set] = [answer.headers["set-cookie"]].flat();
    if (set !== undefined) this.cookie = set.split(";")[0] ?? "";
    const { session } = answer.body as { session?: { csrf_token: string } };
    if (session !== undefined) this.csrf = session.csrf_token;
    return answer;
  }
}

/** Where the stage's people get their mail. */
const emailOf = ({ organization }: Scene): string => `${organization.number}-0@example.invalid`;

/** The token of the newest link that was mailed to an address. */
function linkTo(address: string): Promise<string> {
  return vi.waitFor(
    async () => {
      const { body } = await call(`${inject("stage").mail}/messages`);
      const { data } = body as { data: { to: string[]; text: string }[] };
      const text = data.find(
        ({ to, text: letter }) => to.includes(address) && letter.includes("#token="),
      )?.text;
      const token = /#token=(\S+)/.exec(text ?? "")?.[1];
      if (token === undefined) throw new Error(`no link was mailed to ${address}`);
      return token;
    },
    { timeout: 20_000, interval: 200 },
  );
}

describe("somebody who is signed in", () => {
  it("sets a password by mail, signs in, and ends a ringing call; another organization sees nothing of it", async () => {
    const { scene, numbers } = await onStage("accounts");
    const tab = new Tab();
    const email = emailOf(scene);
    expect((await tab.ask("POST", "/api/session", { email, password: PASSWORD })).status).toBe(401);
    expect((await tab.ask("POST", "/api/password/reset", { email })).status).toBe(202);
    const token = await linkTo(email);
    const set = await tab.ask("POST", "/api/password/reset/confirm", { token, password: PASSWORD });
    expect([set.status, set.body]).toEqual([200, { changed: true, sessions_ended: 0 }]);
    const signedIn = await tab.ask("POST", "/api/session", { email, password: PASSWORD });
    expect(signedIn.body).toMatchObject({
      session: { user: { name: "Ada" }, organization: { role: "owner" } },
    });

    const stranger = new Tab();
    const address = "stranger@example.invalid";
    const terms = { adult: true, terms_version: "2026-11-01" };
    await stranger.ask("POST", "/api/sign-up", { email: address, password: PASSWORD, ...terms });
    await stranger.ask("POST", "/api/sign-up/verify", { token: await linkTo(address) });
    expect((await stranger.ask("POST", "/api/session", { email: address, password: PASSWORD })).status).toBe(
      200,
    );

    const phone = scene.expectCall(numbers[0] ?? "").rings();
    const { alerts } = await scene.alert({ title: "Database primary is down", severity: "critical" });
    const id = alerts[0]?.id ?? "";
    await scene.entry(id, "ringing");
    const path = `/api/v1/alerts/${id}`;
    expect((await stranger.ask("POST", `${path}/acknowledge`)).status).toBe(404);
    expect((await stranger.ask("GET", path)).status).toBe(404);
    expect((await tab.ask("POST", `${path}/acknowledge`)).status).toBe(200);
    await phone.done();
    const acknowledged = await scene.entry(id, "acknowledged");
    expect(acknowledged.actor).toMatchObject({ type: "member", name: "Ada" });
    expect((await scene.entry(id, "call_ended")).data["outcome"]).toBe("cancelled");

    expect((await tab.ask("DELETE", "/api/session")).status).toBe(200);
    expect((await tab.ask("GET", path)).status).toBe(401);
  });
});
