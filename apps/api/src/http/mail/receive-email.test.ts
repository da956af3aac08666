import { alertAddress } from "@callping/domain/mail/address";
import { MAX_MAIL_BYTES } from "@callping/domain/mail/limits";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openHarness } from "../testing/harness.ts";
import type { Harness } from "../testing/harness.ts";
import { type RoutedEmail, receiveEmail } from "./receive-email.ts";
import { multipart, rawMessage, streamOf } from "./testing/messages.ts";

const KEY = "s3cret-Key_9";
let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.dispose());
beforeEach(() => {
  harness.desks.received = [];
  harness.desks.failures = 0;
  harness.desks.receive = ({ request_id }) => ({ ok: true, request_id, paused: false, alerts: [] });
});

const addressOf = (endpoint: string, key: string | null = null) =>
  alertAddress(endpoint, harness.env.MAIL_DOMAIN, key);
const raw = rawMessage({ Subject: "Disk is full" }, "On db-1.");

/** Delivers as Email Routing would; answers with the reasons the Worker gave for refusing it. */
async function deliver(to: string, message = raw, over: Partial<RoutedEmail> = {}): Promise<string[]> {
  const rejected: string[] = [];
  await receiveEmail(
    {
      from: "monitor@tool.example",
      to,
      raw: streamOf(message),
      rawSize: message.length,
      setReject: (reason) => void rejected.push(reason),
      ...over,
    },
    harness.env,
  );
  return rejected;
}
const received = () => harness.desks.received.map(({ input }) => input);

describe("email()", () => {
  it("hands a mail to the desk of its endpoint's organization", async () => {
    expect(await deliver(addressOf(harness.endpoint))).toEqual([]);
    expect(harness.desks.received).toMatchObject([
      {
        desk: "desk:1:0",
        input: {
          endpoint_uuid: harness.endpoint,
          method: "EMAIL",
          content_type: "application/json",
          body_bytes: raw.length,
          alert_key: null,
          events: [{ state: "firing", title: "Disk is full", message: "On db-1.", tool: "email" }],
        },
      },
    ]);
    expect(JSON.parse(received()[0]?.body ?? "")).toMatchObject({
      mail: { from: "Monitor <monitor@tool.example>" },
    });
  });

  it("keeps tenants apart: each address leads to its own organization, and one mail to both is stored by both", async () => {
    await deliver(addressOf(harness.foreign));
    await deliver(addressOf(harness.endpoint));
    expect(harness.desks.received.map(({ desk }) => desk)).toEqual(["desk:2:0", "desk:1:0"]);
    const [theirs, ours] = received();
    expect(theirs?.idempotency_key).not.toBe(ours?.idempotency_key);
    expect(JSON.stringify(theirs)).not.toContain(harness.endpoint);
  });

  it("takes the key from the address and stores it nowhere", async () => {
    const to = addressOf(harness.endpoint, KEY);
    const message = rawMessage(
      {
        Subject: `Disk is full (sent to ${to})`,
        To: to,
        "Delivered-To": to,
        Received: `from tool.example by mx.example for <${to}>; Sun, 22 Nov 2026 08:00:00 +0000`,
        "X-Api-Key": "cpk_of_the_tool",
        Authorization: "Basic eHh4",
      },
      `You get this at ${to}.`,
    );
    await deliver(to, message, { from: `bounce+${to.replace("@", "=")}@tool.example` });
    const [input] = received();
    expect(input?.alert_key).toBe(KEY);
    const { alert_key: _presented, ...stored } = input ?? {};
    expect(JSON.stringify(stored)).not.toContain(KEY);
    expect(Object.keys(input?.headers ?? {})).not.toContain("authorization");
    expect(JSON.stringify(stored)).not.toContain("cpk_of_the_tool");
    expect(input?.headers["to"]).toBe(addressOf(harness.endpoint));
  });

  it("a mail that comes again is the same one; another date, text or endpoint makes another", async () => {
    const to = addressOf(harness.endpoint);
    await deliver(to);
    await deliver(to.toUpperCase(), raw.replace("From:", "Received: from mx2.example\r\nFrom:"));
    await deliver(to, raw.replace("08:00:00", "08:05:00"));
    await deliver(to, raw.replace("On db-1.", "On db-2."));
    await deliver(to, raw.replace("<1@tool.example>", "<2@tool.example>"));
    await deliver(addressOf(harness.foreign));
    const keys = received().map((input) => input.idempotency_key);
    expect(keys[1]).toBe(keys[0]);
    expect(new Set(keys).size).toBe(5);
  });

  it("a mail with neither Message-ID nor date is never taken for another", async () => {
    await deliver(addressOf(harness.endpoint), "Subject: Disk is full\r\n\r\nx\r\n");
    expect(received()).toMatchObject([{ idempotency_key: null }]);
  });

  it("a JSON attachment is read as a webhook's body", async () => {
    const message = multipart("mixed", { Subject: "Alert" }, [
      ["Content-Type: text/plain", "See the file."],
      ["Content-Type: application/json", '{"title":"Disk is full","severity":"critical","fingerprint":"f1"}'],
    ]);
    await deliver(addressOf(harness.endpoint), message);
    expect(received()).toMatchObject([
      { events: [{ title: "Disk is full", severity: "critical", dedupKey: "f1" }] },
    ]);
  });

  it.each([
    ["an automatic answer", rawMessage({ Subject: "Away", "Auto-Submitted": "auto-replied" }), {}],
    ["a bounce", rawMessage({ Subject: "Undelivered" }), { from: "" }],
    ["a bounce with brackets", rawMessage({ Subject: "Undelivered" }), { from: "<>" }],
  ])("%s is stored and rings nobody", async (_name, message, over) => {
    expect(await deliver(addressOf(harness.endpoint), message, over)).toEqual([]);
    expect(received()).toMatchObject([{ events: [], body: expect.stringContaining("Nobody is called") }]);
  });

  it("what a monitoring tool generates rings", async () => {
    await deliver(
      addressOf(harness.endpoint),
      rawMessage({ Subject: "Disk", "Auto-Submitted": "auto-generated" }),
    );
    expect(received()).toMatchObject([{ events: [{ state: "firing" }] }]);
  });
});

describe("email() refuses", () => {
  it.each([
    ["a forged id", () => addressOf("3f0c8a52-9d1e-8b47-a2c3-0000001a2b3c"), "No such endpoint"],
    ["another mailbox", () => `postmaster@${harness.env.MAIL_DOMAIN}`, "No such endpoint"],
    ["another domain", () => `${harness.endpoint}@elsewhere.example`, "passes none on"],
  ])("%s, and no desk hears of it", async (_name, to, why) => {
    expect(await deliver(to())).toEqual([expect.stringContaining(why)]);
    expect(received()).toEqual([]);
  });

  it("what is too large, before and after it was read", async () => {
    const to = addressOf(harness.endpoint);
    expect(await deliver(to, raw, { rawSize: MAX_MAIL_BYTES + 1 })).toEqual([
      expect.stringContaining("10 MiB"),
    ]);
    const large = rawMessage({ Subject: "Disk" }, "x".repeat(MAX_MAIL_BYTES));
    expect(await deliver(to, large, { rawSize: 0 })).toEqual([expect.stringContaining("10 MiB")]);
    expect(received()).toEqual([]);
  });

  it.each([
    [null, "wrong_alert_key", "asks for its alert key"],
    [KEY, "wrong_alert_key", "is wrong"],
    [null, "unknown_endpoint", "No such endpoint"],
  ] as const)("key %s at a desk that says %s", async (key, reason, why) => {
    harness.desks.receive = () => ({ ok: false, reason });
    const [text] = await deliver(addressOf(harness.endpoint, key));
    expect(text).toContain(why);
    expect(text).not.toContain(KEY);
  });
});

describe("email() and a desk", () => {
  it("that is paused or over its limit has stored it: the sender is not told to try again", async () => {
    const to = addressOf(harness.endpoint);
    harness.desks.receive = ({ request_id }) => ({ ok: true, request_id, paused: true, alerts: [] });
    expect(await deliver(to)).toEqual([]);
    harness.desks.receive = ({ request_id }) => ({
      ok: false,
      reason: "rate_limited",
      limit: "60 webhooks in 10 s an endpoint",
      retry_after_seconds: 7,
      request_id,
      alerts: [],
    });
    expect(await deliver(to)).toEqual([]);
  });

  it("that fails once has it; one that fails twice throws, so that the sender tries again", async () => {
    harness.desks.failures = 1;
    expect(await deliver(addressOf(harness.endpoint))).toEqual([]);
    harness.desks.failures = 2;
    await expect(deliver(addressOf(harness.endpoint))).rejects.toThrow(/again/);
  });
});

describe("POST /mail/incoming", () => {
  const path = (): string => {
    const query = new URLSearchParams([
      ["from", "monitor@tool.example"],
      ["to", addressOf(harness.endpoint)],
      ["to", "someone@elsewhere.example"],
      ["to", addressOf(harness.foreign)],
    ]);
    return `/mail/incoming?${query.toString()}`;
  };
  const send = (headers: Record<string, string>) =>
    harness.request(path(), {
      method: "POST",
      body: raw,
      headers: { "content-type": "message/rfc822", ...headers },
    });

  it("answers with a reply a recipient", async () => {
    const answer = await send({ authorization: `Bearer ${harness.env.MAIL_HANDOVER_TOKEN}` });
    expect(await answer.json()).toEqual({
      replies: [
        { code: 250, text: expect.stringMatching(/^Stored as req_/) },
        { code: 551, text: expect.any(String) },
        { code: 250, text: expect.stringMatching(/^Stored as req_/) },
      ],
    });
    expect(harness.desks.received.map(({ desk }) => desk).toSorted()).toEqual(["desk:1:0", "desk:2:0"]);
  });

  it.each([
    {},
    { authorization: "Bearer wrong" },
    { authorization: "Bearer " },
    { authorization: "Basic x" },
  ])("is no route for %j", async (headers) => {
    expect((await send(headers)).status).toBe(404);
    expect(received()).toEqual([]);
  });

  it("is no route where no listener runs", async () => {
    const { MAIL_HANDOVER_TOKEN } = harness.env;
    harness.env.MAIL_HANDOVER_TOKEN = "";
    expect((await send({ authorization: "Bearer " })).status).toBe(404);
    harness.env.MAIL_HANDOVER_TOKEN = MAIL_HANDOVER_TOKEN;
  });
});
