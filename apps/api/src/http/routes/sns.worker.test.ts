import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { organizationStatements } from "../../db/organizations.ts";
import { runBatch } from "../../db/statement.ts";
import { mintEndpointId } from "../../endpoint-id/mint.ts";
import { createApp } from "../app.ts";
import { Amazon, CERTIFICATE_URL, type Message, messageOf, sign, TOPIC } from "../sns/testing/messages.ts";

const amazon = new Amazon();
const app = createApp(amazon.fetch);
const OTHER_TOPIC = "arn:aws:sns:eu-west-1:999999999999:evil";
/** Endpoints of two organizations; each test has new ones. */
let own = "";
let foreign = "";
let organizations = 800;

beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
});
beforeEach(async () => {
  amazon.reset();
  amazon.answers.set(CERTIFICATE_URL, () => new Response(env.TEST_SNS_CHAIN));
  amazon.answers.set(
    "https://sns.eu-west-1.amazonaws.com",
    () => new Response("<ConfirmSubscriptionResponse/>"),
  );
  own = await organizationWithEndpoint();
  foreign = await organizationWithEndpoint();
});

async function organizationWithEndpoint(): Promise<string> {
  organizations += 1;
  const endpointUuid = await mintEndpointId(env.ENDPOINT_ID_KEYS, {
    organizationNumber: organizations,
    shard: 0,
    keyId: 0,
    random: crypto.getRandomValues(new Uint8Array(8)),
  });
  const lanes = [{ endpointUuid, phoneNumber: "+33199000901" }];
  await runBatch(
    env.DB,
    organizationStatements([{ number: organizations, lanes }], new Date().toISOString()),
  );
  await env.DB.prepare("UPDATE endpoints SET paused = 1 WHERE uuid = ?").bind(endpointUuid).run();
  return endpointUuid;
}

async function send(endpoint: string, message: Message): Promise<{ status: number; body: Answered }> {
  const answer = await app.request(
    `${env.API_ORIGIN}/api/wh/${endpoint}`,
    {
      method: "POST",
      body: JSON.stringify(message),
      headers: { "content-type": "text/plain", "x-amz-sns-message-type": message.Type },
    },
    env,
  );
  return { status: answer.status, body: await answer.json() };
}
interface Answered {
  request_id: string;
  alerts: unknown[];
  code?: string;
  notes?: string[];
}

let messages = 0;
const signed = (type: string, more: Record<string, unknown> = {}) => {
  messages += 1;
  return sign(messageOf(type, { MessageId: `message-${messages}`, ...more }), env.TEST_SNS_KEY);
};
const pinned = async (endpoint: string) =>
  env.DB.prepare(
    "SELECT topic_arn, confirmed_at IS NOT NULL AS confirmed FROM sns_topics WHERE endpoint_id = (SELECT id FROM endpoints WHERE uuid = ?)",
  )
    .bind(endpoint)
    .first<{ topic_arn: string; confirmed: number }>();
const resultOf = async (requestId: string, organization = organizations - 1) =>
  (await env.DESK.getByName(`desk:${organization}:0`).storedRequest(requestId))?.result;

describe("Amazon SNS, from its signature to the Desk, inside workerd", () => {
  it("the first confirmation pins its topic, confirms itself, and is on record", async () => {
    const { status, body } = await send(own, await signed("SubscriptionConfirmation"));
    expect([status, body.alerts]).toEqual([202, []]);
    expect(await pinned(own)).toEqual({ topic_arn: TOPIC, confirmed: 1 });
    expect(await pinned(foreign)).toBeNull();
    expect(await resultOf(body.request_id)).toBe("sns_topic_pinned");
    expect(amazon.asked.at(-1)?.url).toContain("Action=ConfirmSubscription");
  });

  it.each(["1", "2"])(
    "a notification of the pinned topic opens an alert (version %s)",
    async (SignatureVersion) => {
      await send(own, await signed("SubscriptionConfirmation"));
      const { status, body } = await send(own, await signed("Notification", { SignatureVersion }));
      expect([status, body.notes]).toEqual([202, [expect.stringContaining("paused")]]);
      expect(body.alerts).toMatchObject([{ state: "triggered", severity: "critical" }]);
    },
  );

  it("another topic is refused for ever, kept as refused, and confirmed by nobody", async () => {
    await send(own, await signed("SubscriptionConfirmation"));
    amazon.asked = [];
    for (const type of ["SubscriptionConfirmation", "Notification"]) {
      const { status, body } = await send(own, await signed(type, { TopicArn: OTHER_TOPIC }));
      expect([status, body.code]).toEqual([403, "sns_other_topic"]);
      expect(await resultOf(body.request_id)).toBe("refused_sns_other_topic");
    }
    expect([amazon.asked, await pinned(own)]).toEqual([[], { topic_arn: TOPIC, confirmed: 1 }]);
  });

  it("one organization's topic is no topic of another", async () => {
    await send(own, await signed("SubscriptionConfirmation"));
    await send(foreign, await signed("SubscriptionConfirmation", { TopicArn: OTHER_TOPIC }));
    expect([(await pinned(own))?.topic_arn, (await pinned(foreign))?.topic_arn]).toEqual([
      TOPIC,
      OTHER_TOPIC,
    ]);
    expect((await send(foreign, await signed("Notification"))).status).toBe(403);
    expect((await send(own, await signed("Notification"))).status).toBe(202);
  });

  it("of two first confirmations at once one wins", async () => {
    const sent = await Promise.all(
      [TOPIC, OTHER_TOPIC].map(async (TopicArn) =>
        send(own, await signed("SubscriptionConfirmation", { TopicArn })),
      ),
    );
    expect(sent.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([202, 403]);
    const winner = sent[0]?.status === 202 ? TOPIC : OTHER_TOPIC;
    expect((await pinned(own))?.topic_arn).toBe(winner);
  });

  it("a forged confirmation pins nothing and is kept as refused", async () => {
    const forged = { ...(await signed("SubscriptionConfirmation")), TopicArn: OTHER_TOPIC };
    const { status, body } = await send(own, forged);
    expect([status, body.code, await pinned(own)]).toEqual([403, "sns_signature_invalid", null]);
    expect(await resultOf(body.request_id)).toBe("refused_sns_signature");
  });

  it("an endpoint with an alert key refuses it before anything is pinned or fetched", async () => {
    await env.DB.prepare("UPDATE endpoints SET alert_key_digest = ? WHERE uuid = ?")
      .bind("ab".repeat(32), own)
      .run();
    const { status, body } = await send(own, await signed("SubscriptionConfirmation"));
    expect([status, body.code, await pinned(own)]).toEqual([401, "wrong_alert_key", null]);
    expect(amazon.asked.some(({ url }) => url.includes("ConfirmSubscription"))).toBe(false);
  });

  it("a notification before any confirmation rings and pins nothing", async () => {
    const { status, body } = await send(own, await signed("Notification"));
    expect([status, body.alerts.length, await pinned(own)]).toEqual([202, 1, null]);
    expect(body.notes?.join()).toMatch(/never confirmed/);
  });

  it("delivered twice, a notification counts once", async () => {
    const message = await signed("Notification");
    const first = await send(own, message);
    const second = await send(own, message);
    expect(second.body.request_id).toBe(first.body.request_id);
  });

  it("delivered twice at the same moment, too", async () => {
    await send(own, await signed("SubscriptionConfirmation"));
    const message = await signed("Notification");
    const [one, other] = await Promise.all([send(own, message), send(own, message)]);
    expect(one.body.request_id).toBe(other.body.request_id);
  });

  it("a confirmation that Amazon did not take is taken the next time", async () => {
    amazon.answers.set("https://sns.eu-west-1.amazonaws.com", () => new Response(null, { status: 500 }));
    const message = await signed("SubscriptionConfirmation");
    expect((await send(own, message)).status).toBe(503);
    expect(await pinned(own)).toEqual({ topic_arn: TOPIC, confirmed: 0 });
    amazon.answers.set("https://sns.eu-west-1.amazonaws.com", () => new Response("ok"));
    expect((await send(own, message)).status).toBe(202);
    expect(await pinned(own)).toEqual({ topic_arn: TOPIC, confirmed: 1 });
  });
});
