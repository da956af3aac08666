import type { AriEvent } from "../ari/parse-event.ts";
import type { Leg } from "../leg.ts";

/**
 * Asterisk's socket has no TCP_NODELAY: after "ANSWER" it holds StasisStart back until the last packet is acknowledged,
 * which a delayed ACK does 40 ms later. Anything sent at once carries that acknowledgement.
 */
export function wantsAckAtOnce(event: AriEvent, leg: Leg): boolean {
  if (leg.state.call !== null || leg.state.answered_at !== null) return false;
  return (
    (event.type === "dial" && event.status === "ANSWER") || (event.type === "state" && event.state === "Up")
  );
}
