import type { Audio, CallScript } from "@callping/domain/calls/script-types";

const prompt = (id: string, words: string): Audio => ({ kind: "prompt", id: `en/${id}`, words });
const GOODBYE = [prompt("goodbye", "Goodbye.")];

/** A test call says who it is, listens for two seconds and hangs up by itself: it ends even if nobody is there any more. */
export function canaryScript(): CallScript {
  return {
    language: "en",
    keyMap: "default",
    message: [prompt("callping", "CallPing.")],
    fallback: [prompt("callping", "CallPing.")],
    menu: GOODBYE,
    confirmations: {
      acknowledged: GOODBYE,
      alreadyAcknowledged: GOODBYE,
      escalated: GOODBYE,
      snoozed: GOODBYE,
      resolved: GOODBYE,
      optOutConfirm: GOODBYE,
      optedOut: GOODBYE,
      help: GOODBYE,
      wrongKey: GOODBYE,
      notRecorded: GOODBYE,
      closed: GOODBYE,
    },
    listenSeconds: 2,
  };
}
