import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { answerAndListen, placeCall, ring, sayDestroyed, sayKey } from "./testing/calls.ts";
import { exampleOrder } from "./testing/examples.ts";
import { examplePbx } from "./testing/example-pbx.ts";
import { Harness } from "./testing/harness.ts";
import { startLink, tokenDigest, type RunningLink } from "./testing/start-link.ts";

let link: RunningLink;
let harness: Harness;

beforeAll(async () => {
  link = await startLink();
  harness = new Harness(link);
  const tokens = [tokenDigest("current"), tokenDigest("next")];
  await link.define([examplePbx("pbx-1", tokens)]);
});
afterEach(() => harness.closeAll());
afterAll(() => link.stop());

/** A ringing leg, and the Asterisk that carries it. */
async function ringing() {
  const fake = await harness.connected();
  const order = exampleOrder();
  const channel = order.leg_id.replace("_", "-");
  await placeCall(harness.place, fake, order);
  await ring(fake, channel);
  return { fake, order, channel };
}

describe("after an outage", () => {
  it("gives up a leg whose channel is gone, and ends one that nobody wants", async () => {
    const { fake, order } = await ringing();
    fake.kill();
    const again = await harness.connect();
    again.channels = [
      { id: "leg-UNKNOWN", state: "Up" },
      { id: "warm-leg-UNKNOWN-1", state: "Up" },
      { id: "operator-1", state: "Up" },
    ];
    again.register();
    await again.request("DELETE", /^channels\/leg-UNKNOWN$/);
    await again.request("DELETE", /^channels\/warm-leg-UNKNOWN-1$/);
    expect((await harness.ended("line:ack", order.leg_id)).at(-1)?.fact).toMatchObject({ outcome: "lost" });
    expect(again.received.filter(({ uri }) => uri.includes("operator"))).toEqual([]);
  });

  it(
    "gives up a leg without a sign when its trunk falls silent, and no other",
    { timeout: 30_000 },
    async () => {
      const fake = await harness.connected();
      const [silent, rings] = [exampleOrder(), exampleOrder()];
      for (const order of [silent, rings]) {
        const placed = harness.place("pbx-1", order);
        await fake.request("POST", /^channels\/leg-/);
        expect(await placed).toEqual({ ok: true });
      }
      const channel = silent.leg_id.replace("_", "-");
      await ring(fake, rings.leg_id.replace("_", "-"));
      fake.trunkState = "offline";
      await fake.request("DELETE", new RegExp(`^channels/${channel}$`));
      sayDestroyed(fake, channel, 16);
      expect((await harness.ended("line:ack", silent.leg_id)).at(-1)?.fact).toMatchObject({
        kind: "ended",
        outcome: "trunk_silent",
      });
      expect(await harness.status(rings.leg_id)).toEqual({ phase: "ringing" });
    },
  );

  it("takes the events of the outage first, and answers them after ApplicationRegistered", async () => {
    const { fake, channel } = await ringing();
    fake.kill();
    const again = await harness.connect();
    again.channels = [{ id: channel, state: "Up" }];
    again.sayTwice({ type: "ChannelStateChange", channel: { id: channel, state: "Up" } });
    again.say({ type: "StasisStart", args: ["call", channel], channel: { id: channel } });
    sayKey(again, channel, "*");
    await again.settle();
    expect(again.received).toEqual([]);
    expect(again.nudges).toBe(0);
    again.register();
    await again.request("GET", /^channels$/);
    await again.request("POST", new RegExp(`^channels/${channel}/play/`));
  });

  it("speaks on a channel whose answer was lost with the connection", async () => {
    const { fake, order, channel } = await ringing();
    fake.kill();
    const again = await harness.connect();
    again.channels = [{ id: channel, state: "Up" }];
    again.register();
    await again.request("POST", new RegExp(`^channels/${channel}/play/`));
    expect(await harness.status(order.leg_id)).toEqual({ phase: "answered" });
  });

  it("the page that fell silent: the end of what was played was lost with the connection, and the call goes on", async () => {
    const { fake, channel } = await ringing();
    fake.say({ type: "Dial", dialstatus: "ANSWER", peer: { id: channel } });
    fake.say({ type: "StasisStart", args: ["call", channel], channel: { id: channel } });
    const first = await fake.request("POST", new RegExp(`^channels/${channel}/play/`));
    fake.kill();
    const again = await harness.connect();
    again.channels = [{ id: channel, state: "Up" }];
    again.answers = ({ method, uri }) =>
      method === "GET" && uri.startsWith("playbacks/") ? { status: 404, body: { message: "gone" } } : null;
    again.register();
    await again.request("GET", /^playbacks\//);
    const next = await again.request("POST", new RegExp(`^channels/${channel}/play/`));
    expect(next.uri).not.toBe(first.uri);
  });

  it(
    "the key that was pressed while its PBX was away for 20 s: an answered call is waited for longer than one that rings",
    { timeout: 40_000 },
    async () => {
      const { fake, order: unanswered } = await ringing();
      const order = exampleOrder();
      const channel = order.leg_id.replace("_", "-");
      const placed = harness.place("pbx-1", order);
      await fake.request("POST", /^channels\/leg-/);
      await placed;
      await ring(fake, channel);
      await answerAndListen(fake, channel);
      fake.kill();
      const lost = await harness.ended("line:ack", unanswered.leg_id, 20_000);
      expect(lost.at(-1)?.fact).toMatchObject({ outcome: "lost" });
      const again = await harness.connect();
      again.channels = [{ id: channel, state: "Up" }];
      sayKey(again, channel, "1");
      again.register();
      await again.request("POST", new RegExp(`^channels/${channel}/play/`));
      expect(await harness.status(order.leg_id)).toEqual({ phase: "answered" });
    },
  );

  it("ends a call that was withdrawn meanwhile", async () => {
    const { fake, order, channel } = await ringing();
    fake.kill();
    await expect.poll(() => harness.health()).toMatchObject({ connected: false });
    await link.call({ method: "cancel", pbx: "pbx-1", legId: order.leg_id });
    const again = await harness.connect();
    again.channels = [{ id: channel, state: "Ringing" }];
    again.register();
    await again.request("DELETE", new RegExp(`^channels/${channel}$`));
    sayDestroyed(again, channel, 16);
    expect((await harness.ended("line:ack", order.leg_id)).at(-1)?.fact).toMatchObject({
      outcome: "cancelled",
    });
  });

  it("goes on with every call after workerd was killed", async () => {
    const { order, channel } = await ringing();
    await harness.closeAll();
    await link.crash();
    const again = await harness.connect();
    again.channels = [{ id: channel, state: "Ringing" }];
    again.register();
    await again.request("GET", /^channels$/);
    await answerAndListen(again, channel);
    sayKey(again, channel, "1");
    await again.request("DELETE", /^playbacks\//);
    expect((await again.request("POST", /\/play\//)).body).toEqual({
      media: ["sound:callping/en/acknowledged"],
    });
    await expect(harness.place("pbx-1", order)).resolves.toEqual({
      ok: false,
      reason: "known_leg",
      phase: "answered",
    });
    sayDestroyed(again, channel, 16);
    const reports = await harness.ended("line:ack", order.leg_id);
    expect(reports.map(({ seq }) => seq)).toEqual(reports.map((_, index) => index + 1));
    expect(reports.at(-1)?.fact).toMatchObject({ outcome: "acknowledged" });
  });
});

describe("an originate without an answer", () => {
  it("is nudged, asked after, and never sent twice", async () => {
    const fake = await harness.connected();
    const order = exampleOrder();
    const channel = order.leg_id.replace("_", "-");
    fake.answers = ({ method, uri }) => {
      if (uri !== `channels/${channel}`) return null;
      return method === "POST" ? "no answer" : { status: 404, body: { message: "Channel not found" } };
    };
    const nudges = fake.nudges;
    await harness.place("pbx-1", order);
    const sent = Date.now();
    await fake.until("a nudge", () => (fake.nudges > nudges ? true : undefined));
    expect(Date.now() - sent).toBeLessThan(2500);
    await fake.request("GET", new RegExp(`^channels/${channel}$`));
    expect(Date.now() - sent).toBeGreaterThan(2800);
    expect((await harness.ended("line:ack", order.leg_id)).at(-1)?.fact).toMatchObject({ outcome: "lost" });
    expect(
      fake.received.filter(({ method, uri }) => method === "POST" && uri === `channels/${channel}`),
    ).toHaveLength(1);
  });

  it(
    "the page that waited 44 s for a PBX that was frozen: nothing at all is answered, and calls go elsewhere",
    { timeout: 40_000 },
    async () => {
      const fake = await harness.connected();
      fake.answers = () => "no answer";
      const order = exampleOrder();
      expect(await harness.place("pbx-1", order)).toEqual({ ok: true });
      const placed = Date.now();
      await fake.until("the end of the connection", () => fake.closed ?? undefined);
      expect(await harness.health()).toMatchObject({ connected: false });
      expect((await harness.ended("line:ack", order.leg_id, 25_000)).at(-1)?.fact).toMatchObject({
        outcome: "lost",
      });
      expect(Date.now() - placed).toBeLessThan(23_000);
    },
  );

  it("is already dialled when Asterisk answers 409", async () => {
    const fake = await harness.connected();
    const order = exampleOrder();
    fake.answers = ({ uri }) => (uri.startsWith("channels/leg-") ? { status: 409 } : null);
    await harness.place("pbx-1", order);
    await fake.request("POST", /^channels\/warm-/);
    expect(await harness.status(order.leg_id)).toEqual({ phase: "placed" });
  });
});
