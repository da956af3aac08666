import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { handOver } from "@callping/api/services/mail/hand-over";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { startProxy } from "../proxy/server.ts";
import { Upstream } from "../proxy/upstream.ts";
import { Mailbox } from "./mailbox.ts";
import { startResendStandIn } from "./resend-stand-in.ts";

const KEY = "re_of_the_test";
const message = { subject: "Readiness <of> Acme", text: "2 & 3 <b>", html: "<p>2</p>" };

let stateDir: string;
let mailbox: Mailbox;
let standIn: Awaited<ReturnType<typeof startResendStandIn>>;
let clock: number;

beforeEach(async () => {
  stateDir = mkdtempSync(join(tmpdir(), "callping-mail-"));
  mailbox = new Mailbox(stateDir);
  clock = Date.parse("2026-11-23T09:00:00Z");
  const listenAt = { host: "127.0.0.1", port: 0 };
  standIn = await startResendStandIn({ listenAt, apiKey: KEY, mailbox, now: () => clock });
});
afterEach(async () => {
  await standIn.close();
  rmSync(stateDir, { recursive: true, force: true });
});

const give = (
  more: { to?: string; key?: string; apiKey?: string; subject?: string; origin?: string } = {},
) => {
  clock += 1000;
  const {
    to = "ada@example.invalid",
    key = "callping/mai_1",
    apiKey = KEY,
    subject = message.subject,
  } = more;
  const env = {
    MAIL_API_ORIGIN: more.origin ?? `http://127.0.0.1:${standIn.port}`,
    MAIL_FROM: "CallPing <no-reply@example.invalid>",
    RESEND_API_KEY: apiKey,
    DEPLOYMENT: "local",
  };
  return handOver(env, { to, key, message: { ...message, subject } }, (url, init) => fetch(url, init));
};

describe("mail that is handed over", () => {
  it("is kept once, however often it is handed over under its key, also over a restart", async () => {
    const first = await give();
    expect(first).toMatchObject({ ok: true });
    expect(await give()).toEqual(first);
    expect(new Mailbox(stateDir).all()).toMatchObject([{ to: ["ada@example.invalid"], text: message.text }]);
    expect(await give({ key: "callping/mai_2" })).not.toEqual(first);
    expect(mailbox.all()).toHaveLength(2);
  });

  it.each([
    [
      "another key of the installation",
      { apiKey: "re_wrong" },
      { later: false, failure: "403 invalid_api_key" },
    ],
    [
      "another mail under the same key",
      { subject: "Other" },
      { later: false, failure: "409 invalid_idempotent_request" },
    ],
    [
      "a key that is too long",
      { key: "k".repeat(257) },
      { later: false, failure: "400 invalid_idempotency_key" },
    ],
    [
      "an address that is none",
      { key: "a", to: "nobody" },
      { later: false, failure: "422 validation_error" },
    ],
    [
      "a provider that is down",
      { key: "b", to: "fails-503@example.invalid" },
      { later: true, failure: "503 application_error" },
    ],
    ["a real host", { origin: "https://api.resend.com" }, { later: false }],
  ])("is refused for %s", async (_, more, expected) => {
    await give();
    expect(await give(more)).toMatchObject({ ok: false, ...expected });
    expect(mailbox.all()).toHaveLength(1);
  });

  it("is refused for a while when it comes too fast, and the provider says for how long", async () => {
    const asked = Array.from({ length: 12 }, (_, index) => {
      clock -= 1000;
      return give({ key: `k${index}` });
    });
    const refused = (await Promise.all(asked)).filter((answer) => !answer.ok);
    expect(refused).toEqual(
      Array.from({ length: 2 }, () => ({
        ok: false,
        later: true,
        failure: "429 rate_limit_exceeded",
        afterSeconds: 1,
      })),
    );
  });

  it("is tried again when nobody answers", async () => {
    await standIn.close();
    expect(await give()).toMatchObject({ ok: false, later: true });
  });
});

describe("the mail face", () => {
  const look = async (path: string): Promise<{ status: number; body: string }> => {
    const upstream = new Upstream({ host: "127.0.0.1", port: 1 });
    const proxy = await startProxy(0, upstream, mailbox);
    const answer = await new Promise<{ status: number; body: string }>((resolve, reject) => {
      const asked = request({
        host: "127.0.0.1",
        port: proxy.port,
        path,
        headers: { host: "mail.callping.localhost" },
      });
      asked.once("error", reject);
      asked.once("response", (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (text: string) => (body += text));
        response.once("end", () => resolve({ status: response.statusCode ?? 0, body }));
      });
      asked.end();
    });
    await proxy.close();
    return answer;
  };

  it("shows what was mailed as a list and as a page, escaped", async () => {
    expect((await look("/")).body).toContain("Nothing was mailed so far");
    await give();
    const { data } = JSON.parse((await look("/messages")).body) as { data: { subject: string }[] };
    expect(data.map(({ subject }) => subject)).toEqual([message.subject]);
    const page = (await look("/")).body;
    expect(page).toContain("Readiness &lt;of&gt; Acme");
    expect(page).toContain("2 &amp; 3 &lt;b&gt;");
    expect((await look("/x")).status).toBe(404);
  });
});
