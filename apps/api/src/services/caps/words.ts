import { STOP_MESSAGES, STOP_REASONS } from "@callping/domain/caps/stop";
import { REFUSAL_MESSAGES, type RefusalReason } from "@callping/domain/numbers/refusals";

/** What a stored reason says to a person; a code of another build stands for itself. */
export function sayReason(code: string): string {
  const stop = STOP_REASONS.find((reason) => reason === code);
  if (stop !== undefined) return STOP_MESSAGES[stop];
  return Object.hasOwn(REFUSAL_MESSAGES, code) ? REFUSAL_MESSAGES[code as RefusalReason] : code;
}
