import { ProblemSchema } from "@callping/contract/api/problem";
import { WebhookAcceptedSchema } from "@callping/contract/api/webhook";
import * as v from "valibot";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { TopicState } from "../../objects/desk-protocol.ts";
import { Amazon, CERTIFICATE_URL, type Message, messageOf, sign, TOPIC } from "../sns/testing/messages.ts";
import { makeSigner } from "../sns/testing/signer.ts";
import { given, openHarness } from "../testing/harness.ts";
import type { Harness } from "../testing/harness.ts";

const signer = makeSigner();
const stranger = makeSigner();
const amazon = new Amazon();
let harness: Harness;
/** A certificate is asked for once a day, so each test has one of its own. */
let certificate = "";
let tests = 0;

beforeAll(async () => {
  harness = await openHarness(amazon.fetch);
});
afterAll(() => harness.dispose());
beforeEach(() => {
  tests += 1;
  certificate = CERTIFICATE_URL.replace(/0a0a\.pem$/, `${String(tests).padStart(4, "0")}.pem`);
  harness.desks.reset();
  amazon.reset();
  amazon.answers.set(certificate, () => new Response(signer.chain));
  amazon.answers.set(
    "https://sns.eu-west-1.amazonaws.com",
    () => new Response("<ConfirmSubscriptionResponse/>"),
  );
});
afterEach(() => vi.useRealTimers());

const message = (type: string, more: Record<string, unknown> = {}): Message =>
  messageOf(type, { SigningCertURL: certificate, ...more });
const send = (body: Message, headers: Record<string, string> = { "x-amz-sns-message-type": body.Type }) =>
  harness.request(`/api/wh/${harness.endpoint}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "text/plain; charset=UTF-8", ...headers },
  });
const signed = (type: string, more: Record<string, unknown> = {}) => sign(message(type, more), signer.key);
const problemOf = async (answer: Response) => v.parse(ProblemSchema, await answer.json());
const notesOf = async (answer: Response) => v.parse(WebhookAcceptedSchema, await answer.json()).notes ?? [];
const answering = (topic: TopicState) => {
  harness.desks.receive = ({ request_id }) => ({ ok: true, request_id, alerts: [], paused: false, topic });
};

describe("a signed message of Amazon SNS", () => {
  it.each(["1", "2"])(
    "signature version %s: a notification is read from its Message",
    async (SignatureVersion) => {
      const answer = await send(await signed("Notification", { SignatureVersion }));
      expect(answer.status).toBe(202);
      expect(given(harness)).toMatchObject({
        sns_topic: { arn: TOPIC, pins: false },
        events: [{ state: "firing", severity: "critical" }],
      });
      expect(given(harness).refused).toBeUndefined();
      expect(amazon.asked).toEqual([{ url: certificate, redirect: "manual" }]);
    },
  );

  it("without a subject is signed without one", async () => {
    const { Subject: _, ...bare } = message("Notification");
    expect((await send(await sign(bare, signer.key))).status).toBe(202);
    expect(given(harness).sns_topic).toEqual({ arn: TOPIC, pins: false });
  });

  it("delivered twice is the same request, whatever Idempotency-Key says", async () => {
    const body = await signed("Notification");
    await send(body);
    const first = given(harness).idempotency_key;
    await send(body);
    expect([first, given(harness).idempotency_key]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), first]);
    await send(await signed("Notification", { MessageId: "another" }));
    expect(given(harness).idempotency_key).not.toBe(first);
  });

  it("its certificate is fetched once", async () => {
    await send(await signed("Notification"));
    await send(await signed("Notification", { MessageId: "2" }));
    expect(amazon.asked).toHaveLength(1);
  });

  it("of an endpoint that never confirmed a topic is read all the same, and says so", async () => {
    answering("unpinned");
    expect((await notesOf(await send(await signed("Notification")))).join()).toMatch(/never confirmed/);
  });

  it("a confirmation pins its topic, rings nobody, and is confirmed at Amazon's own host without redirects", async () => {
    answering("pinned");
    const body = await signed("SubscriptionConfirmation");
    const answer = await send(body);
    expect(answer.status).toBe(202);
    expect((await notesOf(answer)).join()).toContain(TOPIC);
    expect(given(harness)).toMatchObject({ events: [], sns_topic: { arn: TOPIC, pins: true } });
    expect(amazon.asked.at(-1)).toEqual({
      url: new URL(String(body["SubscribeURL"])).href,
      redirect: "manual",
    });
  });

  it("a confirmation that Amazon does not take now is asked for again", async () => {
    answering("known");
    for (const status of [500, 302]) {
      amazon.answers.set("https://sns.eu-west-1.amazonaws.com", () => new Response(null, { status }));
      const answer = await send(await signed("SubscriptionConfirmation"));
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "20"]);
      expect((await problemOf(answer)).code).toBe("sns_not_confirmed");
    }
  });

  it("a confirmation of another topic is refused, and nothing is fetched for it", async () => {
    harness.desks.receive = () => ({ ok: false, reason: "sns_other_topic" });
    const answer = await send(await signed("SubscriptionConfirmation"));
    expect([answer.status, (await problemOf(answer)).code]).toEqual([403, "sns_other_topic"]);
    expect(amazon.asked.map(({ url }) => url)).toEqual([certificate]);
  });

  it("an unsubscription is kept, rings nobody, pins nothing, and its link is left alone", async () => {
    expect((await send(await signed("UnsubscribeConfirmation"))).status).toBe(202);
    expect(given(harness)).toMatchObject({ events: [], sns_topic: { pins: false } });
    expect(amazon.asked).toHaveLength(1);
  });
});

describe("what only looks like Amazon SNS", () => {
  const OTHER = "https://sns.eu-west-1.amazonaws.com.evil.example";
  const cert = (origin: string) => `${origin}/SimpleNotificationService-${"0a".repeat(16)}.pem`;

  it.each<[string, Record<string, unknown>]>([
    ["a changed message", { Message: "ALARM: everything" }],
    ["a changed topic", { TopicArn: "arn:aws:sns:eu-west-1:999999999999:evil" }],
    ["no signature", { Signature: "" }],
    ["a signature that is none", { Signature: "!!" }],
    ["another version than it was signed by", { SignatureVersion: "2" }],
    ["an unknown version", { SignatureVersion: "3" }],
    ["a host that only begins like Amazon's", { SigningCertURL: cert(OTHER) }],
    [
      "a host that only ends like Amazon's",
      { SigningCertURL: cert("https://evil.example/sns.eu-west-1.amazonaws.com") },
    ],
    ["another service of Amazon", { SigningCertURL: cert("https://s3.eu-west-1.amazonaws.com") }],
    ["a bucket named like the service", { SigningCertURL: cert("https://sns.x.s3.amazonaws.com") }],
    ["plain http", { SigningCertURL: cert("http://sns.eu-west-1.amazonaws.com") }],
    ["another port", { SigningCertURL: cert("https://sns.eu-west-1.amazonaws.com:8443") }],
    ["a name before the host", { SigningCertURL: cert("https://me@sns.eu-west-1.amazonaws.com") }],
    ["another file", { SigningCertURL: "https://sns.eu-west-1.amazonaws.com/evil.pem" }],
    ["no certificate", { SigningCertURL: "" }],
  ])("%s: refused, kept, and nobody is rung", async (_, changed) => {
    for (const type of ["Notification", "SubscriptionConfirmation"]) {
      const answer = await send({ ...(await signed(type)), ...changed });
      expect([answer.status, (await problemOf(answer)).code]).toEqual([403, "sns_signature_invalid"]);
      expect(given(harness).refused).toMatch(/^sns_(signature|foreign_host)$/);
      expect(given(harness).sns_topic).toBeUndefined();
    }
    expect(amazon.asked.every(({ url }) => url === certificate)).toBe(true);
  });

  it("signed by somebody else's key: refused", async () => {
    const answer = await send(await sign(message("Notification"), stranger.key));
    expect([answer.status, given(harness).refused]).toEqual([403, "sns_signature"]);
  });

  it("a confirmation that points elsewhere is refused, though it is signed", async () => {
    for (const SubscribeURL of [
      `${OTHER}/?Action=ConfirmSubscription`,
      "https://sns.eu-west-1.amazonaws.com/?Action=Publish",
    ])
      expect((await send(await signed("SubscriptionConfirmation", { SubscribeURL }))).status).toBe(403);
    expect(amazon.asked).toHaveLength(1);
  });

  it.each<[string, () => Response]>([
    ["is not there", () => new Response(null, { status: 404 })],
    ["is elsewhere", () => Response.redirect("https://evil.example/x.pem")],
    ["is too long", () => new Response("x".repeat(17 * 1024))],
    ["is none", () => new Response("hello")],
    [
      "was not issued by what follows it",
      () => new Response(chainOf(signer.chain, 0) + chainOf(stranger.chain, 1)),
    ],
  ])("whose certificate %s: refused", async (_, answer) => {
    amazon.answers.set(certificate, answer);
    expect((await send(await signed("Notification"))).status).toBe(403);
    expect(given(harness).refused).toBe("sns_signature");
  });

  it("whose certificate is of another time: refused", async () => {
    const body = await signed("Notification");
    vi.useFakeTimers({ now: Date.now() + 40 * 24 * 3600 * 1000, toFake: ["Date"] });
    expect((await send(body)).status).toBe(403);
  });

  it("a refusal that the Desk overrules is told as it is", async () => {
    harness.desks.receive = () => ({ ok: false, reason: "unknown_endpoint" });
    expect((await send(message("Notification"))).status).toBe(404);
  });
});

describe("doubt means firing", () => {
  it.each<[string, () => Response]>([
    ["fails", () => new Response(null, { status: 503 })],
    [
      "hangs up",
      () => {
        throw new Error("connection reset");
      },
    ],
  ])("a notification rings when Amazon's host %s; a confirmation waits", async (_, answer) => {
    amazon.answers.set(certificate, answer);
    const rung = await send(await signed("Notification"));
    expect((await notesOf(rung)).join()).toMatch(/Not verified/);
    expect(given(harness)).toMatchObject({ events: [{ state: "firing" }] });
    expect(given(harness).sns_topic).toBeUndefined();
    harness.desks.received = [];
    expect((await send(await signed("SubscriptionConfirmation"))).status).toBe(503);
    expect(harness.desks.received).toEqual([]);
  });

  it("a notification that somebody passed on, changed and without Amazon's header, rings", async () => {
    const answer = await send({ ...(await signed("Notification")), Subject: "changed" }, {});
    expect(answer.status).toBe(202);
    expect(given(harness)).toMatchObject({ events: [{ state: "firing" }] });
  });

  it("one that was passed on unchanged is still Amazon's", async () => {
    await send(await signed("Notification"), {});
    expect(given(harness).sns_topic).toEqual({ arn: TOPIC, pins: false });
  });

  it("what a function makes of it, and a raw delivery, ring", async () => {
    const { SigningCertURL: _, ...rest } = message("Notification");
    const record = { Records: [{ Sns: { ...rest, SigningCertUrl: certificate } }] } as unknown as Message;
    expect((await send(record, {})).status).toBe(202);
    const raw = { title: "Disk is full" } as unknown as Message;
    expect(
      (await send(raw, { "x-amz-sns-message-type": "Notification", "x-amz-sns-rawdelivery": "true" })).status,
    ).toBe(202);
    expect(given(harness).events).toMatchObject([{ state: "firing", title: "Disk is full" }]);
    expect(amazon.asked).toEqual([]);
  });
});

/** One certificate of a PEM file. */
function chainOf(pem: string, at: number): string {
  return pem.split(/(?<=-----END CERTIFICATE-----\n)/)[at] ?? "";
}
