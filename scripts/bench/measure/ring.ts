import { monotonicMs } from "../clock.ts";
import type { Sent } from "../load/webhook.ts";
import type { UasCallRecord } from "../uas/protocol.ts";
import { setTimeout as wait } from "node:timers/promises";

/** What a carrier says of an INVITE. */
export interface Invited {
  number: string;
  /** Milliseconds of the machine's monotonic clock. */
  invitedAt: number;
}

/** A webhook and the INVITE that it led to. */
export interface Rung<Call extends Invited = UasCallRecord> {
  sent: Sent;
  call: Call | null;
}

/** How a load went. */
export interface RingResult<Call extends Invited = UasCallRecord> {
  /** Milliseconds from the webhook's first byte to the INVITE on the wire. */
  inviteMs: number[];
  /** Milliseconds from the webhook's first byte to its 202. */
  answerMs: number[];
  sent: number;
  accepted: number;
  /** Accepted, and no INVITE came. */
  lost: number;
  /** INVITEs beyond one a webhook, by their numbers. */
  surplus: string[];
  /** The sender's own worst lateness. */
  senderLateMs: number;
  calls: Call[];
}

/** An INVITE that has not come so long after the last webhook is lost. */
const LOST_AFTER_MS = 15_000;

/** Waits until every accepted webhook has its INVITE, or long enough to call it lost. */
export async function collectRings<Call extends Invited>(
  carrier: { callsSince(since: number): Call[] },
  sent: readonly Sent[],
): Promise<RingResult<Call>> {
  const since = Math.min(...sent.map(({ sentAt }) => sentAt));
  const giveUpAt = monotonicMs() + LOST_AFTER_MS;
  let calls = carrier.callsSince(since);
  let rung = match(sent, calls);
  while (rung.some(isMissing) && monotonicMs() < giveUpAt) {
    await wait(100);
    calls = carrier.callsSince(since);
    rung = match(sent, calls);
  }
  return summarize(rung, calls);
}

function isMissing({ sent, call }: Rung<Invited>): boolean {
  return sent.status === 202 && call === null;
}

function match<Call extends Invited>(sent: readonly Sent[], calls: readonly Call[]): Rung<Call>[] {
  const byNumber = Map.groupBy(calls, (call) => call.number);
  return sent.map((one) => ({
    sent: one,
    call: byNumber.get(one.lane.number)?.find((call) => call.invitedAt >= one.sentAt) ?? null,
  }));
}

function summarize<Call extends Invited>(rung: readonly Rung<Call>[], calls: Call[]): RingResult<Call> {
  const accepted = rung.filter(({ sent }) => sent.status === 202);
  const inviteMs = accepted.flatMap(({ sent, call }) =>
    call === null ? [] : [call.invitedAt - sent.sentAt],
  );
  const matched = new Set(accepted.map(({ call }) => call));
  return {
    inviteMs,
    answerMs: accepted.map(({ sent }) => sent.answeredAt - sent.sentAt),
    sent: rung.length,
    accepted: accepted.length,
    lost: accepted.length - inviteMs.length,
    surplus: calls.filter((call) => !matched.has(call)).map(({ number }) => number),
    senderLateMs: Math.max(...rung.map(({ sent }) => sent.lateMs)),
    calls,
  };
}
