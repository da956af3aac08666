import type { IncomingEvent } from "@callping/domain/intake/event";
import type { AlertReceipt } from "../../objects/desk-protocol.ts";

const OVER =
  "The request says that a problem is over, and no alert of its dedup key is open: nothing was closed and nobody is called.";
const NOTICE = "The request was read as a notice, not as an alert: it was stored and nobody is called.";
const NEITHER = "The request holds only notices and problems that were not open: nobody is called.";

/** Why a request that was taken has begun and ended nothing; an empty list of alerts would leave its sender guessing. */
export function notesOfNothing(
  events: readonly Pick<IncomingEvent, "state">[],
  alerts: readonly AlertReceipt[],
): string[] {
  if (alerts.length > 0 || events.length === 0 || events.some(({ state }) => state === "firing")) return [];
  if (events.every(({ state }) => state === "resolved")) return [OVER];
  return [events.every(({ state }) => state === "notice") ? NOTICE : NEITHER];
}
