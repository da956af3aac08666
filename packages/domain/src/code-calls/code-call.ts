import type { HoldReason } from "../alerts/timeline.ts";
import type { CodePurpose } from "../calls/code-script.ts";
import type { Outcome } from "../calls/outcomes.ts";

/** One call that belongs to no alert: it speaks a code, or asks whether alerts may call. Plain data, stored as JSON. */
export interface CodeCall {
  id: string;
  purpose: CodePurpose;
  number: string;
  language: string;
  /** Whose number it is, where an organization asks; empty for the platform's own errands. */
  phoneId: string;
  ownerId: string;
  label: string;
  orderedAt: number;
  /** `calling` while a PhoneLine has its attempt. */
  state: "calling" | "over";
  /** When it must be looked at again; `null` once it is over. Milliseconds since the epoch, as all times here. */
  wakeAt: number | null;
  callId: string | null;
  /** Why it waits at its line. */
  held: HoldReason | null;
  /** The key that gave the result was pressed. */
  keyedAt: number | null;
  /** The first words were played. */
  spokenAt: number | null;
  endedAt: number | null;
  outcome: Outcome | null;
  result: CodeResult | null;
}

/**
 * spoken: the code, or the question, was heard · agreed, refused: key 1 or 2 of somebody who was asked · opted_out: 9 and 9 ·
 * not_reached: nobody answered · not_placed: the call never came to the phone, or an alert took its place.
 */
export const CODE_RESULTS = [
  "spoken",
  "agreed",
  "refused",
  "opted_out",
  "not_reached",
  "not_placed",
] as const;
export type CodeResult = (typeof CODE_RESULTS)[number];

export type NewCodeCall = Pick<
  CodeCall,
  "id" | "purpose" | "number" | "language" | "phoneId" | "ownerId" | "label"
>;

/** The only attempt of a code call: it is not redialled, whoever wants another asks again. */
export function attemptOfCode({ id }: Pick<CodeCall, "id">): string {
  return `${id}-1`;
}
