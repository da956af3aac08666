import { REFUSAL_SENTENCES, type RefusalReason } from "./refusal-sentences.ts";

export type { RefusalReason } from "./refusal-sentences.ts";

/** Why a number is refused, in English: stable codes for the API, audit events and translations. */
export const REFUSAL_MESSAGES: Readonly<Record<RefusalReason, string>> = Object.fromEntries(
  Object.entries(REFUSAL_SENTENCES).map(([reason, { en }]) => [reason, en]),
) as Record<RefusalReason, string>;

export interface Refusal {
  ok: false;
  error: { reason: RefusalReason; message: string };
}

export function refuse(reason: RefusalReason): Refusal {
  return { ok: false, error: { reason, message: REFUSAL_MESSAGES[reason] } };
}
