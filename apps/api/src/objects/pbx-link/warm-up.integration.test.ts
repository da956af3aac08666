import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { answerAndListen, placeCall, ring, sayPlayback } from "./testing/calls.ts";
import { examplePbx } from "./testing/example-pbx.ts";
import { exampleOrder, exampleScript } from "./testing/examples.ts";
import type { FakeAsterisk } from "./testing/fake-asterisk.ts";
import { Harness } from "./testing/harness.ts";
import { AUDIO_ORIGIN, startLink, tokenDigest, type RunningLink } from "./testing/start-link.ts";

let link: RunningLink;
let harness: Harness;

beforeAll(async () => {
  link = await startLink();
  harness = new Harness(link);
  const tokens = [tokenDigest("current")];
  await link.define([examplePbx("pbx-1", tokens), examplePbx("pbx-2", tokens)]);
});
afterEach(() => harness.closeAll());
afterAll(() => link.stop());

const place = (pbx: string, order = exampleOrder()) => harness.place(pbx, order);
const WARM = /^channels\/warm-[^/]+$/;

/** A leg that is dialled, and nothing else of it. */
async function dialled(fake: FakeAsterisk, pbx: string): Promise<string> {
  const order = exampleOrder();
  await expect(place(pbx, order)).resolves.toEqual({ ok: true });
  await fake.request("POST", /^channels\/leg-/);
  await fake.settle();
  return order.leg_id.replace("_", "-");
}

const warmUps = (fake: FakeAsterisk) =>
  fake.received.filter(({ method, uri }) => method === "POST" && WARM.test(uri)).length;

describe("the warm-up", () => {
  it("fetches words once a connection: the next call with the same words asks for nothing", async () => {
    const fake = await harness.connected();
    await placeCall(place, fake, exampleOrder());
    fake.received.length = 0;
    const channel = await dialled(fake, "pbx-1");
    expect(warmUps(fake)).toBe(0);
    await ring(fake, channel);
    const [message] = exampleScript().message;
    const url = message?.kind === "speech" ? message.url : "";
    expect((await answerAndListen(fake, channel)).body["media"]).toEqual([`sound:${url}`]);
    const again = await harness.connected();
    again.received.length = 0;
    await dialled(again, "pbx-1");
    await again.request("POST", WARM);
  });

  it("is shared by calls that ring at once with the same words, and ends with the last of them", async () => {
    const fake = await harness.connected("pbx-2");
    fake.received.length = 0;
    const first = await dialled(fake, "pbx-2");
    await fake.request("POST", WARM);
    const second = await dialled(fake, "pbx-2");
    expect(warmUps(fake)).toBe(0);
    fake.say({ type: "ChannelDestroyed", cause: 21, cause_txt: "", channel: { id: first } });
    await fake.settle();
    expect(fake.received.filter(({ method }) => method === "DELETE")).toEqual([]);
    const warm = `warm-${first}-1`;
    fake.say({ type: "StasisStart", args: ["warm"], channel: { id: warm } });
    const fetch = await fake.request("POST", new RegExp(`^channels/${warm}/play/`));
    sayPlayback(fake, warm, fetch, "finished");
    await fake.request("DELETE", new RegExp(`^channels/${warm}$`));
    await ring(fake, second);
    expect((await answerAndListen(fake, second)).body["media"]).toHaveLength(1);
  });

  it("of a message that grows makes the newest words alone, and tries words that failed again", async () => {
    const fake = await harness.connected();
    fake.received.length = 0;
    const urlOf = (version: number): string =>
      `${AUDIO_ORIGIN}/audio/${String(version).repeat(64)}.wav?leg=9`;
    const script = (version: number) => {
      const order = exampleScript();
      const message = {
        kind: "speech" as const,
        id: `s${version}`,
        words: `${version} alerts`,
        url: urlOf(version),
      };
      return { ...order, message: [message] };
    };
    const order = exampleOrder({ script: script(1) });
    await expect(place("pbx-1", order)).resolves.toEqual({ ok: true });
    const channel = (await fake.request("POST", /^channels\/leg-/)).uri.slice("channels/".length);
    const warmIds = () =>
      fake.received.flatMap(({ method, uri }) =>
        method === "POST" && WARM.test(uri) ? [uri.slice("channels/".length)] : [],
      );
    /** Asterisk's part of the n-th warm-up. */
    const fetched = async (n: number, failed: boolean): Promise<unknown> => {
      const warm = await fake.until(`warm-up ${n}`, () => warmIds()[n - 1]);
      fake.say({ type: "StasisStart", args: ["warm"], channel: { id: warm } });
      const fetch = await fake.request("POST", new RegExp(`^channels/${warm}/play/`));
      sayPlayback(fake, warm, fetch, "finished", failed);
      await fake.request("DELETE", new RegExp(`^channels/${warm}$`));
      return fetch.body["media"];
    };
    await ring(fake, channel);
    const update = (version: number) =>
      link.call<boolean>({
        method: "updateScript",
        pbx: "pbx-1",
        legId: order.leg_id,
        script: script(version),
      });
    expect([await update(2), await update(3)]).toEqual([true, true]);
    expect(await fetched(1, false)).toEqual([`sound:${urlOf(1)}`]);
    expect(await fetched(2, true)).toEqual([`sound:${urlOf(3)}`]);
    expect(await fetched(3, false)).toEqual([`sound:${urlOf(3)}`]);
    expect((await answerAndListen(fake, channel)).body["media"]).toEqual([`sound:${urlOf(3)}`]);
    expect(warmIds()).toHaveLength(3);
  });
});
