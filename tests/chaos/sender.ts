import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { call } from "../harness/api.ts";
import type { Member } from "./pool.ts";

/** One webhook of the monitoring tool, with everything that was answered to it. */
export interface Sent {
  member: Member;
  /** The blow in whose round it was sent. */
  round: number;
  sentAt: number;
  acceptedAt: number | null;
  /** Requests until the 202. */
  tries: number;
  /** Alerts named by a 202; more than one is a page that rang twice. */
  alertIds: Set<string>;
  /** Answers that are neither 202 nor "come again". */
  refusals: string[];
}

const ANSWER_WITHIN_MS = 8_000;
const AGAIN_AFTER_MS = 250;
const GIVE_UP_AFTER_MS = 90_000;

/** Sends as a tool does: what had no answer, or 503, is sent again under the same Idempotency-Key. */
export function startSending(
  api: string,
  member: Member,
  round: number,
): { sent: Sent; accepted: Promise<Sent> } {
  const sent: Sent = {
    member,
    round,
    sentAt: Date.now(),
    acceptedAt: null,
    tries: 0,
    alertIds: new Set(),
    refusals: [],
  };
  return { sent, accepted: sendUntilAccepted(api, sent) };
}

async function sendUntilAccepted(api: string, sent: Sent): Promise<Sent> {
  const { endpointUuid } = sent.member.organization;
  const request = {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
    body: JSON.stringify({
      title: `Chaos in round ${sent.round}`,
      severity: "critical",
      dedup_key: randomUUID(),
    }),
    timeoutMs: ANSWER_WITHIN_MS,
  };
  while (sent.acceptedAt === null && Date.now() - sent.sentAt < GIVE_UP_AFTER_MS) {
    sent.tries += 1;
    try {
      const answer = await call(`${api}/api/wh/${endpointUuid}`, request);
      if (answer.status === 202) accept(sent, answer.body);
      else if (answer.status !== 503) sent.refusals.push(`${answer.status} ${JSON.stringify(answer.body)}`);
    } catch {
      // No answer: it may have been accepted or not, and the tool cannot know.
    }
    if (sent.acceptedAt === null) await wait(AGAIN_AFTER_MS);
  }
  return sent;
}

function accept(sent: Sent, body: unknown): void {
  const { alerts } = body as { alerts: { id: string }[] };
  for (const alert of alerts) sent.alertIds.add(alert.id);
  sent.acceptedAt = Date.now();
}
