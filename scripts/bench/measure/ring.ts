import { monotonicMs } from "../clock.ts";
import type { Sent } from "../load/webhook.ts";
import type { UasCallRecord } from "../uas/protocol.ts";
import type { Handsets } from "../uas/client.ts";
import { setTimeout as wait } from "node:timers/promises";

/** A webhook and the INVITE that it led to. */
export interface Rung {
  sent: Sent;
  call: UasCallRecord | null;
}

/** How a load went. */
export interface RingResult {
  /** Milliseconds from the webhook's first byte to the INVITE on the wire. */
  inviteMs: number[];
  /** Milliseconds from the webhook's first byte to its 202. */
  answerMs: number[];
  sent: number;
  accepted: number;
  /** Accepted, and no INVITE came. */
  lost: number;
  /** INVITEs beyond one a webhook. */
  surplus: number;
  /** The sender's own worst lateness. */
  senderLateMs: number;
  calls: UasCallRecord[];
}

/** An INVITE that has not come so long after the last webhook is lost. */
const LOST_AFTER_MS = 15_000;

/** Waits until every accepted webhook has its INVITE, or long enough to call it lost. */
export async function collectRings(handsets: Handsets, sent: readonly Sent[]): Promise<RingResult> {
  const since = Math.min(...sent.map(({ sentAt }) => sentAt));
  const giveUpAt = monotonicMs() + LOST_AFTER_MS;
  let rung = match(sent, handsets.callsSince(since));
  while (rung.some(isMissing) && monotonicMs() < giveUpAt) {
    await wait(100);
    rung = match(sent, handsets.callsSince(since));
  }
  return summarize(rung, handsets.callsSince(since));
}

function isMissing({ sent, call }: Rung): boolean {
  return sent.status === 202 && call === null;
}

function match(sent: readonly Sent[], calls: readonly UasCallRecord[]): Rung[] {
  const byNumber = Map.groupBy(calls, (call) => call.number);
  return sent.map((one) => ({
    sent: one,
    call: byNumber.get(one.lane.number)?.find((call) => call.invitedAt >= one.sentAt) ?? null,
  }));
}

function summarize(rung: readonly Rung[], calls: UasCallRecord[]): RingResult {
  const accepted = rung.filter(({ sent }) => sent.status === 202);
  const inviteMs = accepted.flatMap(({ sent, call }) =>
    call === null ? [] : [call.invitedAt - sent.sentAt],
  );
  return {
    inviteMs,
    answerMs: accepted.map(({ sent }) => sent.answeredAt - sent.sentAt),
    sent: rung.length,
    accepted: accepted.length,
    lost: accepted.length - inviteMs.length,
    surplus: calls.length - inviteMs.length,
    senderLateMs: Math.max(...rung.map(({ sent }) => sent.lateMs)),
    calls,
  };
}
