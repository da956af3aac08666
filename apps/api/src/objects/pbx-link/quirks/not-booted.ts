import type { AriEvent } from "../ari/parse-event.ts";

/** Asterisk is fully booted about a second after it connects. */
export const ASK_AGAIN_MS = 200;

/**
 * Asterisk opens its control connection, and says ApplicationRegistered, before it is fully booted: until then every
 * request is answered 503 "Asterisk not booted". What sets the connection up is then sent again.
 */
export function isNotBooted(answer: Extract<AriEvent, { type: "answer" }>): boolean {
  return answer.status === 503;
}
