import type { DryRunEvent } from "@callping/contract/api/dry-run";

type Call = DryRunEvent["calls"][number];

/** A call in words: whose phone, from when until when, and how it ended. */
export function toldCall(
  call: Pick<Call, "phone_id" | "at" | "rings_until" | "outcome" | "shares_call">,
): string {
  const { phone_id, at, rings_until, outcome, shares_call } = call;
  return `${at} ${phone_id} until ${rings_until} ${outcome}${shares_call ? " shared" : ""}`;
}

/** Which leg carried a call is nothing that a dry run could know. */
const LEGS: readonly string[] = ["call_placed", "ringing"];

/** A line of a timeline in words, without ids that differ between an alert and its rehearsal. */
export function toldLine({ at, kind, data }: { at: string; kind: string; data: unknown }): string[] {
  if (LEGS.includes(kind)) return [];
  const words = JSON.stringify(data)
    .replace(/"(att|cal|req)_[A-Za-z0-9-]*?(-\d+)?"/g, '"$1$2"')
    .replace(/"call_id":"[^"]*"/, '"call_id":"cal"');
  return [`${at} ${kind} ${words}`];
}
