import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { exampleOrder, exampleScript } from "./testing/examples.ts";
import { startLink, tokenDigest, type RunningLink } from "./testing/start-link.ts";
import { examplePbx } from "./testing/example-pbx.ts";
import { Harness } from "./testing/harness.ts";
import { answerAndListen, placeCall, ring, sayDestroyed, sayKey, sayPlayback } from "./testing/calls.ts";

let link: RunningLink;
let harness: Harness;

beforeAll(async () => {
  link = await startLink();
  harness = new Harness(link);
  const tokens = [tokenDigest("current"), tokenDigest("next")];
  await link.define([
    examplePbx("pbx-1", tokens),
    examplePbx("pbx-2", tokens, { concurrentCalls: 1 }),
    examplePbx("pbx-3", tokens, { callsPerSecond: 1 }),
    examplePbx("pbx-4", tokens, { concurrentCalls: 2 }),
  ]);
});
afterEach(() => harness.closeAll());
afterAll(() => link.stop());

const place = (pbx: string, order = exampleOrder()) => harness.place(pbx, order);
const connected = (pbx?: string) => harness.connected(pbx);

describe("the control socket", () => {
  it.each([
    ["a wrong token", "pbx-1", "wrong", "401"],
    ["a PBX nobody defined", "pbx-9", "current", "401"],
  ])("refuses %s before the upgrade", async (_what, pbx, token, code) => {
    await expect(harness.connect(pbx, token)).rejects.toThrow(code);
  });

  it("explains itself to what is no PBX", async () => {
    const url = `${link.socketOrigin.replace("ws", "http")}/pbx/pbx-1`;
    expect((await fetch(url)).status).toBe(401);
    const authorization = `Basic ${btoa("pbx-1:current")}`;
    expect((await fetch(url, { headers: { authorization } })).status).toBe(426);
  });

  it("sends nothing before ApplicationRegistered, then sets the application up", async () => {
    const fake = await harness.connect("pbx-1", "next");
    await expect(place("pbx-1")).resolves.toMatchObject({ ok: false, reason: "not_connected" });
    expect(fake.received).toEqual([]);
    fake.register();
    await fake.request("GET", /^channels$/);
    expect(fake.received.map(({ method, uri }) => `${method} ${uri}`)).toEqual([
      "PUT applications/callping/eventFilter",
      "GET endpoints",
    ]);
  });

  it("sets the application up again while Asterisk is not fully booted", async () => {
    const fake = await harness.connect();
    let booted = false;
    fake.answers = () => (booted ? null : { status: 503, body: { message: "Asterisk not booted" } });
    fake.register();
    await fake.request("GET", /^channels$/);
    await expect(place("pbx-1")).resolves.toMatchObject({ ok: false, reason: "trunk_down" });
    booted = true;
    await fake.request("GET", /^channels$/);
    await expect.poll(() => harness.health()).toMatchObject({ trunks: [{ reachable: true }] });
  });

  it("tells the Fleet that the PBX and its trunk are up, and when it is gone", async () => {
    const fake = await connected();
    await expect
      .poll(() => harness.health())
      .toMatchObject({
        pbx_id: "pbx-1",
        connected: true,
        trunks: [{ trunk_id: "local", reachable: true, in_flight: 0 }],
      });
    fake.kill();
    await expect.poll(() => harness.health()).toMatchObject({ connected: false });
  });

  it("asks after a trunk that is down until it is up", async () => {
    const fake = await harness.connect();
    fake.trunkState = "offline";
    fake.register();
    for (let asked = 0; asked < 3; asked += 1) await fake.request("GET", /^endpoints$/);
    await expect.poll(() => harness.health()).toMatchObject({ trunks: [{ reachable: false }] });
    await expect(place("pbx-1")).resolves.toMatchObject({ ok: false, reason: "trunk_down" });
    fake.trunkState = "online";
    await expect.poll(() => harness.health()).toMatchObject({ trunks: [{ reachable: true }] });
  });

  it("hears of a trunk that went down with the next pulse", { timeout: 20_000 }, async () => {
    const fake = await connected();
    await expect.poll(() => harness.health()).toMatchObject({ trunks: [{ reachable: true }] });
    fake.trunkState = "offline";
    await expect
      .poll(() => harness.health(), { timeout: 12_000 })
      .toMatchObject({ trunks: [{ reachable: false }] });
  });

  it("lets a second connection replace the first", async () => {
    const first = await connected();
    const second = await connected();
    await first.until("the close", () => first.closed ?? undefined);
    const order = exampleOrder();
    await placeCall(place, second, order);
    expect(first.received.filter(({ uri }) => uri.includes("TEST"))).toEqual([]);
  });
});

describe("a call", () => {
  it("the page that waited 40 ms for a TCP acknowledgement: what nothing answers is acknowledged", async () => {
    const fake = await connected();
    const order = exampleOrder();
    const channel = order.leg_id.replace("_", "-");
    await placeCall(place, fake, order);
    await fake.settle();
    for (let n = 0; n < 5; n += 1) {
      const { nudges } = fake;
      const asked = fake.received.length;
      fake.say({ type: "Dial", dialstatus: "RINGING", peer: { id: channel } });
      await fake.until("a nudge", () => (fake.nudges > nudges ? true : undefined));
      expect(fake.received).toHaveLength(asked);
    }
  });

  it("dials, warms the message, speaks at the answer, takes key 1 once, confirms and hangs up", async () => {
    const fake = await connected();
    const order = exampleOrder();
    const channel = order.leg_id.replace("_", "-");
    const originate = await placeCall(place, fake, order);
    expect(originate.body).toEqual({
      endpoint: "PJSIP/+33199000001@carrier",
      app: "callping",
      appArgs: `call,${channel}`,
      callerId: '"CallPing" <+33199009999>',
      timeout: 25,
      formats: "ulaw,alaw",
      variables: { "PJSIP_HEADER(add,X-CallPing-Id)": order.leg_id, "TIMEOUT(absolute)": "100" },
    });
    await ring(fake, channel);
    const message = await answerAndListen(fake, channel);
    expect(message.body).toEqual({
      media: [
        `sound:${exampleScript().message.map((piece) => (piece.kind === "speech" ? piece.url : ""))[0]}`,
      ],
    });

    sayPlayback(fake, channel, message, "started");
    sayKey(fake, channel, "1");
    await fake.request("DELETE", /^playbacks\//);
    const confirmation = await fake.request("POST", /\/play\//);
    expect(confirmation.body).toEqual({ media: ["sound:callping/en/acknowledged"] });
    sayPlayback(fake, channel, confirmation, "started");
    sayPlayback(fake, channel, confirmation, "finished");
    await fake.request("DELETE", new RegExp(`^channels/${channel}$`));
    sayDestroyed(fake, channel, 16);

    const reports = await harness.ended("line:ack", order.leg_id);
    expect(reports.map(({ seq, fact }) => [seq, fact.kind])).toEqual([
      [1, "ringing"],
      [2, "answered"],
      [3, "spoken"],
      [4, "key"],
      [5, "spoken"],
      [6, "ended"],
    ]);
    expect(reports[2]?.fact).toMatchObject({ audio_ids: ["s1"], words: "database is down" });
    expect(reports[5]?.fact).toEqual({ kind: "ended", outcome: "acknowledged", sip_code: 200, cause: 16 });
    expect(await harness.status(order.leg_id)).toEqual({ phase: "ended", outcome: "acknowledged" });
    await expect(place("pbx-1", order)).resolves.toEqual({ ok: false, reason: "known_leg", phase: "ended" });
  });

  it("asks for the key again when no Desk answers in 1.5 s", async () => {
    const fake = await connected();
    const order = exampleOrder({ line: "line:silent" });
    const channel = order.leg_id.replace("_", "-");
    await placeCall(place, fake, order);
    await ring(fake, channel);
    await answerAndListen(fake, channel);
    sayKey(fake, channel, "1");
    const pressed = Date.now();
    await fake.request("DELETE", /^playbacks\//);
    expect((await fake.request("POST", /\/play\//)).body).toEqual({
      media: ["sound:callping/en/not-recorded"],
    });
    expect(Date.now() - pressed).toBeGreaterThan(1400);
    expect(Date.now() - pressed).toBeLessThan(4000);
  });

  it("delivers every report in order to a line that fails at first", async () => {
    const fake = await connected();
    const order = exampleOrder({ line: "line:fails-twice" });
    const channel = order.leg_id.replace("_", "-");
    await placeCall(place, fake, order);
    await ring(fake, channel);
    sayDestroyed(fake, channel, 17, 486);
    const reports = await harness.ended("line:fails-twice", order.leg_id);
    expect(reports.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(reports[1]?.fact).toEqual({ kind: "ended", outcome: "busy", sip_code: 486, cause: 17 });
  });

  it("stops a ringing phone when it is cancelled", async () => {
    const fake = await connected();
    const order = exampleOrder();
    const channel = order.leg_id.replace("_", "-");
    await placeCall(place, fake, order);
    await ring(fake, channel);
    await link.call({ method: "cancel", pbx: "pbx-1", legId: order.leg_id });
    await fake.request("DELETE", new RegExp(`^channels/${channel}$`));
    sayDestroyed(fake, channel, 16);
    expect((await harness.ended("line:ack", order.leg_id)).at(-1)?.fact).toMatchObject({
      outcome: "cancelled",
    });
  });

  it("uses the recorded prompts when the message cannot be fetched", async () => {
    const fake = await connected();
    fake.answers = ({ uri }) => (uri.startsWith("channels/warm-") ? { status: 500 } : null);
    const order = exampleOrder();
    const channel = order.leg_id.replace("_", "-");
    await placeCall(place, fake, order, "no warm-up");
    for (let tried = 1; tried < 3; tried += 1) await fake.request("POST", /^channels\/warm-/);
    await ring(fake, channel);
    expect((await answerAndListen(fake, channel)).body["media"]).toEqual([
      "sound:callping/en/callping",
      "sound:callping/en/critical-alert",
      "sound:callping/en/general",
    ]);
  });

  it("takes another script while it rings, and none after the answer", async () => {
    const fake = await connected();
    const order = exampleOrder();
    const channel = order.leg_id.replace("_", "-");
    await placeCall(place, fake, order);
    await ring(fake, channel);
    const script = {
      ...exampleScript(),
      message: [{ kind: "prompt" as const, id: "en/two-alerts", words: "two alerts" }],
    };
    const update = () =>
      link.call<boolean>({ method: "updateScript", pbx: "pbx-1", legId: order.leg_id, script });
    expect(await update()).toBe(true);
    expect((await answerAndListen(fake, channel)).body).toEqual({ media: ["sound:callping/en/two-alerts"] });
    expect(await update()).toBe(false);
  });
});

describe("an order that is not dialled", () => {
  it.each([
    ["a number of no trunk", { number: "+12025550123" }],
    ["an emergency number", { number: "+33112" }],
    ["a number with a tail", { number: "+33199000001@evil" }],
    ["a trunk of nobody", { trunk_id: "other" }],
    ["an id that breaks a header", { leg_id: "leg_\r\nX: y" }],
  ])("%s is forbidden", async (_what, change) => {
    const fake = await connected();
    fake.received.length = 0;
    await expect(place("pbx-1", exampleOrder(change))).resolves.toMatchObject({
      ok: false,
      reason: "forbidden",
    });
    expect(fake.received).toEqual([]);
  });

  it("is busy beyond the trunk's concurrent calls, and beyond its calls per second", async () => {
    const full = await connected("pbx-2");
    await placeCall(place, full, exampleOrder(), "warm-up", "pbx-2");
    await expect(place("pbx-2")).resolves.toMatchObject({ ok: false, reason: "busy" });
    const paced = await connected("pbx-3");
    await placeCall(place, paced, exampleOrder(), "warm-up", "pbx-3");
    await expect(place("pbx-3")).resolves.toMatchObject({ ok: false, reason: "busy" });
  });

  it("the page that waited 12 s behind a drill: whoever is not in need leaves the trunk's last place", async () => {
    const last = await connected("pbx-4");
    await placeCall(place, last, exampleOrder(), "warm-up", "pbx-4");
    const drill = { ...exampleOrder(), leaves_room: true };
    await expect(place("pbx-4", drill)).resolves.toMatchObject({ ok: false, reason: "busy" });
    await expect(place("pbx-4")).resolves.toEqual({ ok: true });
  });

  it("ends as trunk_down at once when Asterisk cannot allocate", async () => {
    const fake = await connected();
    fake.answers = ({ uri }) =>
      uri.startsWith("channels/leg-") ? { status: 500, body: { error: "Allocation failed" } } : null;
    const order = exampleOrder();
    await expect(place("pbx-1", order)).resolves.toEqual({ ok: true });
    expect((await harness.ended("line:ack", order.leg_id)).map(({ fact }) => fact)).toEqual([
      { kind: "ended", outcome: "trunk_down", sip_code: null, cause: null },
    ]);
  });
});
