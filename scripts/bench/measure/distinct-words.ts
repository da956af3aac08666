import { SPEECH_WAIT_SECONDS } from "@callping/domain/calls/call-limits";
import { setTimeout as wait } from "node:timers/promises";

import type { Bench } from "../bench.ts";
import type { Behaviour, UasCallRecord } from "../uas/protocol.ts";
import { type LoadResult, measureLoad } from "./load.ts";

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
  /** Milliseconds from the answer to the first sound; how many waited longer than a call may, and heard nothing at all. */
  firstAudibleMs: number[];
  late: number;
  silent: number;
}

const RATE = 20;
/** Listens longer than a call may be silent, or who waits would not be seen. */
const PATIENT_CALL: Behaviour = { ringMs: 1000, keyAfterMs: 4000, hangUpAfterKeyMs: 1000 };
/** A spoken file begins with half a second of silence, a recorded prompt with 40 ms. */
const FILE_HEAD_MS = 300;
/** What a call may wait for its message, and the silence that the file begins with. */
const DEADLINE_MS = SPEECH_WAIT_SECONDS * 1000 + 500;
/** The last calls are answered and listen. */
const OVER_AFTER_MS = 8_000;

export async function measureDistinctWords(bench: Bench): Promise<DistinctWordsResult> {
  const seconds = bench.plan.quick ? 20 : 60;
  const stored = await measureLoad(bench, RATE, seconds, { behaviour: PATIENT_CALL });
  await wait(OVER_AFTER_MS);
  const before = bench.installation.runtimeLog().length;
  let problem = 0;
  const title = (): string => {
    problem += 1;
    return `Queue ${problem} of warehouse ${problem * 7} stands still`;
  };
  const distinct = await measureLoad(bench, RATE, seconds, { behaviour: PATIENT_CALL, title });
  await wait(OVER_AFTER_MS);
  const called = new Set(distinct.rings.calls.map(({ callId }) => callId));
  const calls = [...bench.handsets.calls.values()].filter(
    ({ callId, answeredAt }) => called.has(callId) && answeredAt !== null,
  );
  const byWorkerPrompts = reasons(bench.installation.runtimeLog().slice(before));
  const byPbxPrompts = calls.filter(isPrompt).length;
  const joined = Object.values(byWorkerPrompts).reduce((sum, count) => sum + count, 0);
  const firstAudibleMs = calls.flatMap(({ answeredAt, firstAudibleAt }) =>
    answeredAt === null || firstAudibleAt === null ? [] : [firstAudibleAt - answeredAt],
  );
  const silent = calls.length - firstAudibleMs.length;
  return {
    stored,
    distinct,
    answered: calls.length,
    byVoice: Math.max(0, calls.length - silent - byPbxPrompts - joined),
    byWorkerPrompts,
    byPbxPrompts,
    firstAudibleMs,
    late: firstAudibleMs.filter((milliseconds) => milliseconds > DEADLINE_MS).length,
    silent,
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
