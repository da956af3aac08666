import type { Bench } from "../bench.ts";
import type { Behaviour, UasCallRecord } from "../uas/protocol.ts";

export interface SpeechResult {
  name: string;
  /** Milliseconds from the handset's 200 OK to the first packet of the message, and to the first that can be heard. */
  firstPacketMs: number[];
  firstAudibleMs: number[];
  /** Answered calls that heard nothing at all. */
  silent: number;
}

const CALL_WITHIN_MS = 10_000;
const HEARD_BY_MS = 2500;

/** Answer → first speech, one call at a time: words that were spoken before, and words that nobody has said yet. */
export async function measureSpeech(bench: Bench): Promise<SpeechResult[]> {
  const unique = (): string => `Queue ${Math.floor(Math.random() * 1e9)} of the warehouse stands still`;
  return [
    await series(bench, "stored words, answered after 1 s", 1000, undefined),
    await series(bench, "new words, answered after 1 s", 1000, unique),
    await series(bench, "new words, picked up at once (50 ms)", 50, unique),
  ];
}

async function series(
  bench: Bench,
  name: string,
  ringMs: number,
  title: (() => string) | undefined,
): Promise<SpeechResult> {
  const behaviour: Behaviour = { ringMs, keyAfterMs: HEARD_BY_MS, hangUpAfterKeyMs: 300 };
  bench.handsets.behave(behaviour);
  const calls: UasCallRecord[] = [];
  for (let sample = 0; sample < bench.plan.speechSamples; sample += 1) {
    const sent = await bench.alert(0, title?.());
    const call = await bench.handsets.callTo(sent.lane.number, sent.sentAt, CALL_WITHIN_MS);
    const ended = call === null ? null : await bench.handsets.endOf(call.callId, CALL_WITHIN_MS);
    if (ended !== null) calls.push(ended);
  }
  return { name, ...answerTimes(calls) };
}

/** From answered calls: when audio began. */
export function answerTimes(calls: readonly UasCallRecord[]): Omit<SpeechResult, "name"> {
  const answered = calls.filter((call) => call.answeredAt !== null);
  const since = (call: UasCallRecord, at: number | null): number[] =>
    at === null || call.answeredAt === null ? [] : [at - call.answeredAt];
  return {
    firstPacketMs: answered.flatMap((call) => since(call, call.firstPacketAt)),
    firstAudibleMs: answered.flatMap((call) => since(call, call.firstAudibleAt)),
    silent: answered.filter((call) => call.firstAudibleAt === null).length,
  };
}
