import { emptyAlert } from "@callping/domain/intake/empty-alert";
import type { IncomingEvent } from "@callping/domain/intake/event";
import { readingOf, type Sent } from "../webhook/sent.ts";

/** What a door's protocol says for certain; the intake's reading gives the rest. */
type Certain = Pick<IncomingEvent, "state" | "dedupKey">;

/**
 * A body of a protocol that tells of one event: title, severity, message and link as the intake reads them from any
 * body, state and key as the protocol says.
 * @param tool the timeline's name for the sender when its request does not say who it is.
 */
export function oneEvent(
  sent: Sent,
  tool: string,
  certain: Certain,
): { event: IncomingEvent; bodyText: string } {
  const reading = readingOf("POST", sent);
  const read = reading.kind === "events" ? reading : { events: [], bodyText: "" };
  const event = read.events[0] ?? emptyAlert("this endpoint");
  return {
    event: { ...event, ...certain, tool: event.tool === "generic" ? tool : event.tool },
    bodyText: read.bodyText,
  };
}
