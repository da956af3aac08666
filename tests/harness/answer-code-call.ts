import { join } from "node:path";
import type { HandsetExchange, IncomingCall } from "./handset-exchange.ts";
import { hearDigits } from "./hear-digits.ts";
import { readWav } from "./hearing.ts";
import { PROMPTS } from "./installation.ts";

/**
 * The holder of a number that no organization rings: lifts, listens to the end, and says which digits were spoken. Call it
 * before the call is asked for.
 */
export async function answerCodeCall(
  exchange: HandsetExchange,
  number: string,
  { recordings, language }: { recordings: string; language: string },
): Promise<string> {
  const { channelId } = await new Promise<IncomingCall>((resolve) => exchange.answerFor(number, resolve));
  const ended = new Promise<void>((resolve) =>
    exchange.follow(channelId, ({ type }) => {
      if (type === "StasisEnd") resolve();
    }),
  );
  await exchange.do("POST", `channels/${channelId}/ring`);
  await exchange.recordEar(channelId);
  await exchange.do("POST", `channels/${channelId}/answer`);
  await ended;
  await exchange.recordingFinished(channelId);
  return hearDigits(readWav(join(recordings, `${channelId}.wav`)), PROMPTS, language);
}
