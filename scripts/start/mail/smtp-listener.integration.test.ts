import { once } from "node:events";
import { createServer, type Server } from "node:http";

import { mintEndpointId } from "@callping/api/endpoint-id/mint";
import { MAX_MAIL_BYTES } from "@callping/domain/mail/limits";
import { createTransport } from "nodemailer";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { Upstream } from "../proxy/upstream.ts";
import { type SmtpListener, startSmtpListener } from "./smtp-listener.ts";

const DOMAIN = "alerts.example.net";
const TOKEN = "token-of-the-test";
const KEYS = JSON.stringify({ 0: "11".repeat(32) });
const STORED = { code: 250, text: "Stored as req_1. Größe" };

interface HandedOver {
  authorization: string | undefined;
  query: URLSearchParams;
  raw: string;
}

let endpoint: string;
let worker: Server;
let upstream: Upstream;
let listener: SmtpListener;
let handed: HandedOver[];
/** What the Worker answers; `null`: nothing at all. */
let answer: ((to: string[]) => { status: number; body: string }) | null;

const replying =
  (reply = STORED, status = 200) =>
  (to: string[]) => ({ status, body: JSON.stringify({ replies: to.map(() => reply) }) });

beforeEach(async () => {
  endpoint = await mintEndpointId(KEYS, {
    organizationNumber: 1,
    shard: 0,
    keyId: 0,
    random: new Uint8Array(8),
  });
  handed = [];
  answer = replying();
  worker = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const query = new URL(request.url ?? "", "http://worker").searchParams;
      handed.push({
        authorization: request.headers.authorization,
        query,
        raw: Buffer.concat(chunks).toString(),
      });
      if (answer === null) return;
      const { status, body } = answer(query.getAll("to"));
      response.writeHead(status).end(body);
    });
  });
  worker.listen(0, "127.0.0.1");
  await once(worker, "listening");
  const bound = worker.address();
  upstream = new Upstream({
    host: "127.0.0.1",
    port: typeof bound === "object" && bound !== null ? bound.port : 0,
  });
  upstream.markUp();
  listener = await startSmtpListener({
    listenAt: { host: "127.0.0.1", port: 0 },
    domain: DOMAIN,
    upstream,
    token: TOKEN,
    endpointIdKeys: KEYS,
    say: () => {},
    deadlineMs: 300,
  });
});
afterEach(async () => {
  worker.closeAllConnections();
  worker.close();
  await listener.close();
});

/** The client's view: the reply's code, and its line. */
async function send(
  to: string | string[],
  over: Record<string, unknown> = {},
): Promise<{ code: number; text: string }> {
  const client = createTransport({ host: "127.0.0.1", port: listener.port, secure: false });
  try {
    const sent = await client.sendMail({
      from: "monitor@tool.example",
      to,
      subject: "Disk is full",
      text: "x",
      ...over,
    });
    return { code: Number(sent.response.slice(0, 3)), text: sent.response };
  } catch (error) {
    const { responseCode, response } = error as { responseCode: number; response: string };
    return { code: responseCode, text: response };
  } finally {
    client.close();
  }
}

describe("the SMTP listener", () => {
  it("hands the raw mail to the Worker with its token, and passes its reply on", async () => {
    const to = [`${endpoint}+Some-Key@${DOMAIN}`, `${endpoint.replaceAll("-", "")}@${DOMAIN}`];
    expect(await send(to)).toEqual({ code: 250, text: "250 Stored as req_1. Gr e" });
    expect(handed).toMatchObject([
      { authorization: `Bearer ${TOKEN}`, raw: expect.stringContaining("Subject: Disk is full") },
    ]);
    expect(handed[0]?.query.get("from")).toBe("monitor@tool.example");
    expect(handed[0]?.query.getAll("to")).toEqual(to);
  });

  it("takes an empty return path for what it is", async () => {
    expect(await send("ignored", { envelope: { from: "", to: [`${endpoint}@${DOMAIN}`] } })).toMatchObject({
      code: 250,
    });
    expect(handed[0]?.query.get("from")).toBe("");
  });

  it.each([
    ["an unknown address", () => `3f0c8a52-9d1e-8b47-a2c3-0000001a2b3c@${DOMAIN}`, 550, "No such endpoint"],
    ["no endpoint id", () => `postmaster@${DOMAIN}`, 550, "No such endpoint"],
    ["another domain", () => `${endpoint}@elsewhere.example`, 551, "passes none on"],
    ["a route through it", () => `someone%elsewhere.example@${DOMAIN}`, 550, "No such endpoint"],
  ])("refuses %s before the mail is sent", async (_name, to, code, why) => {
    expect(await send(to())).toEqual({ code, text: expect.stringContaining(why) });
    expect(handed).toEqual([]);
  });

  it.each([550, 551, 552])("passes a refusal of the Worker on: %i", async (code) => {
    answer = replying({ code, text: "Nobody is called" });
    expect(await send(`${endpoint}@${DOMAIN}`)).toEqual({ code, text: `${code} Nobody is called` });
  });

  it("refuses a mail that is too large", async () => {
    const text = "x"
      .repeat(76)
      .concat("\r\n")
      .repeat(MAX_MAIL_BYTES / 77);
    expect(await send(`${endpoint}@${DOMAIN}`, { text })).toMatchObject({ code: 552 });
    expect(handed).toEqual([]);
  });

  it.each([
    ["is down", () => upstream.markDown()],
    ["is not there", () => void worker.close()],
    ["never answers", () => (answer = null)],
    ["answers 500", () => (answer = replying(STORED, 500))],
    ["answers nonsense", () => (answer = () => ({ status: 200, body: "ok" }))],
    ["forgets a recipient", () => (answer = () => ({ status: 200, body: '{"replies":[]}' }))],
    ["cannot store it", () => (answer = replying({ code: 451, text: "later" }))],
  ])("tells the sender to try again while the Worker %s", async (_name, break_) => {
    break_();
    expect(await send(`${endpoint}@${DOMAIN}`)).toMatchObject({ code: 451 });
  });

  it("answers for all recipients: nobody takes a mail for delivered that one of them did not get", async () => {
    const to = [`${endpoint}@${DOMAIN}`, `${endpoint.replaceAll("-", "")}@${DOMAIN}`];
    answer = () => ({
      status: 200,
      body: JSON.stringify({ replies: [STORED, { code: 550, text: "Gone" }] }),
    });
    expect(await send(to)).toMatchObject({ code: 550, text: expect.stringContaining("Gone") });
  });
});
