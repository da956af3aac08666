import type { LegOrder, PlaceAnswer } from "../../protocol.ts";
import type { FakeAsterisk, Received } from "./fake-asterisk.ts";

type Place = (pbx: string, order: LegOrder) => Promise<PlaceAnswer>;

/** Places a leg and plays Asterisk's part up to the end of the warm-up. Resolves to the originate. */
export async function placeCall(
  place: Place,
  fake: FakeAsterisk,
  order: LegOrder,
  warm: "warm-up" | "no warm-up" = "warm-up",
  pbx = "pbx-1",
): Promise<Received> {
  const placed = place(pbx, order);
  const originate = await fake.request("POST", /^channels\/leg-/);
  const answer = await placed;
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  const channel = originate.uri.slice("channels/".length);
  fake.sayTwice({ type: "Dial", dialstatus: "", peer: { id: channel } });
  await fake.request("POST", /^channels\/warm-[^/]+$/);
  if (warm === "warm-up") await warmUp(fake, channel);
  return originate;
}

export async function warmUp(fake: FakeAsterisk, channel: string): Promise<void> {
  fake.say({ type: "StasisStart", args: ["warm"], channel: { id: `warm-${channel}-1` } });
  const fetch = await fake.request("POST", /^channels\/warm-[^/]+\/play\//);
  sayPlayback(fake, `warm-${channel}-1`, fetch, "finished");
  await fake.request("DELETE", /^channels\/warm-/);
}

export async function ring(fake: FakeAsterisk, channel: string): Promise<void> {
  fake.sayTwice({ type: "ChannelStateChange", channel: { id: channel, state: "Ringing" } });
  fake.sayTwice({ type: "Dial", dialstatus: "RINGING", peer: { id: channel } });
  await fake.settle();
}

/** Answers; StasisStart comes late, as Nagle makes it. Resolves to the first playback. */
export async function answerAndListen(fake: FakeAsterisk, channel: string): Promise<Received> {
  const nudges = fake.nudges;
  fake.sayTwice({ type: "ChannelStateChange", channel: { id: channel, state: "Up" } });
  fake.sayTwice({ type: "Dial", dialstatus: "ANSWER", peer: { id: channel } });
  await fake.until("the acknowledging nudge", () => (fake.nudges > nudges ? true : undefined));
  fake.say({ type: "StasisStart", args: ["call", channel], channel: { id: channel } });
  return fake.request("POST", new RegExp(`^channels/${channel}/play/`));
}

export function sayPlayback(
  fake: FakeAsterisk,
  channel: string,
  playback: Received,
  phase: "started" | "finished",
  failed = false,
): void {
  const id = playback.uri.split("/").at(-1);
  const type = phase === "started" ? "PlaybackStarted" : "PlaybackFinished";
  const state = phase === "started" ? "playing" : failed ? "failed" : "done";
  fake.say({ type, playback: { id, state, target_uri: `channel:${channel}` } });
}

export function sayKey(fake: FakeAsterisk, channel: string, digit: string): void {
  fake.sayTwice({ type: "ChannelDtmfReceived", digit, duration_ms: 200, channel: { id: channel } });
}

export function sayDestroyed(fake: FakeAsterisk, channel: string, cause: number, techCause?: number): void {
  fake.sayTwice({ type: "ChannelHangupRequest", cause, channel: { id: channel } });
  fake.sayTwice({
    type: "ChannelDestroyed",
    cause,
    tech_cause: techCause,
    cause_txt: "",
    channel: { id: channel },
  });
}
