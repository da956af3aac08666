import { SPEECH_WAIT_SECONDS } from "@callping/domain/calls/call-limits";
import { setTimeout as wait } from "node:timers/promises";

import { USUAL_CALL, type Bench } from "../bench.ts";
import { sendAtRate } from "../load/rate.ts";
import type { UasCallRecord } from "../uas/protocol.ts";
import { type LoadResult, measureLoad } from "./load.ts";
import { collectRings } from "./ring.ts";

/** 20 calls a second with words that nobody has said yet, and the same right before with words that are stored. */
export interface DistinctWordsResult {
  stored: LoadResult;
  distinct: LoadResult;
  /** Of the calls with new words that were answered. */
  answered: number;
  /** Heard their alert from a voice. */
  byVoice: number;
  /** The voices had no time: recorded prompts, joined by the speech Worker, by its reason. */
  byWorkerPrompts: Record<string, number>;
  /** Began with the PBX's own prompts, for nothing was there at the answer. */
  byPbxPrompts: number;
  /** Milliseconds from the answer to the first sound, and how many waited longer than a call may. */
  firstAudibleMs: number[];
  late: number;
}

const RATE = 20;
/** A spoken file begins with half a second of silence, a recorded prompt with 40 ms. */
const FILE_HEAD_MS = 300;
/** What a call may wait for its message, and the silence that the file begins with. */
const DEADLINE_MS = SPEECH_WAIT_SECONDS * 1000 + 500;
/** The last calls are answered and listen. */
const OVER_AFTER_MS = 6_000;

export async function measureDistinctWords(bench: Bench): Promise<DistinctWordsResult> {
  const seconds = bench.plan.quick ? 20 : 60;
  const stored = await measureLoad(bench, RATE, seconds);
  await wait(OVER_AFTER_MS);
  const before = bench.installation.runtimeLog().length;
  bench.handsets.behave(USUAL_CALL);
  let problem = 0;
  const { result: sent, cost } = await bench.costOf(() =>
    sendAtRate(RATE, seconds, (lateMs) => {
      problem += 1;
      return bench.alert(lateMs, `Queue ${problem} of warehouse ${problem * 7} stands still`);
    }),
  );
  const rings = await collectRings(bench.handsets, sent);
  await wait(OVER_AFTER_MS);
  const called = new Set(rings.calls.map(({ callId }) => callId));
  const calls = [...bench.handsets.calls.values()].filter(
    ({ callId, answeredAt }) => called.has(callId) && answeredAt !== null,
  );
  const byWorkerPrompts = reasons(bench.installation.runtimeLog().slice(before));
  const byPbxPrompts = calls.filter(isPrompt).length;
  const joined = Object.values(byWorkerPrompts).reduce((sum, count) => sum + count, 0);
  const waits = calls.map((call) => (call.firstAudibleAt ?? Infinity) - (call.answeredAt ?? 0));
  return {
    stored,
    distinct: { rate: RATE, seconds, rings, cost },
    answered: calls.length,
    byVoice: Math.max(0, calls.length - byPbxPrompts - joined),
    byWorkerPrompts,
    byPbxPrompts,
    firstAudibleMs: waits.filter(Number.isFinite),
    late: waits.filter((milliseconds) => milliseconds > DEADLINE_MS).length,
  };
}

/** Sound came at once: no spoken file begins like that. */
function isPrompt({ firstPacketAt, firstAudibleAt }: UasCallRecord): boolean {
  return firstPacketAt !== null && firstAudibleAt !== null && firstAudibleAt - firstPacketAt < FILE_HEAD_MS;
}

/** Lines of the speech Worker: `recorded prompts took over: busy: …`. */
function reasons(log: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const [, reason = ""] of log.matchAll(/recorded prompts took over: (\w+)/g))
    found[reason] = (found[reason] ?? 0) + 1;
  return found;
}
