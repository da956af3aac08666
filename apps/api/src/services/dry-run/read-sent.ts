import type { IncomingEvent } from "@callping/domain/intake/event";
import { readWebhook } from "@callping/domain/intake/read-webhook";
import { ownEvents } from "../../objects/desk/receive.ts";
import type { Decided } from "../../objects/desk/decide.ts";
import { keyFromTitle } from "../../objects/desk/take-event.ts";
import type { SnapshotEndpoint } from "../../objects/desk-protocol.ts";

/** A webhook that is not sent. */
export interface Sent {
  payload?: unknown;
  headers?: Record<string, string> | undefined;
}

/** An event as it was read, and with what the endpoint fills in. */
export interface ReadSent {
  read: IncomingEvent;
  decided: Decided;
}

/** Stands in the title of an empty alert until the endpoint's own name is put there. */
const ENDPOINT_NAME_PLACEHOLDER = "this endpoint";

/** Reads a webhook by the very code that reads webhooks, and fills in what its endpoint does. */
export function readSent(
  endpoint: SnapshotEndpoint,
  { payload, headers: given = {} }: Sent,
): { events: ReadSent[]; explanation: string[] } {
  const headers = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const isText = typeof payload === "string";
  const text = isText ? payload : payload === undefined ? "" : JSON.stringify(payload);
  const reading = readWebhook({
    method: "POST",
    search: "",
    contentType: headers["content-type"] ?? (isText ? null : "application/json"),
    headers,
    body: new TextEncoder().encode(text),
    endpointName: ENDPOINT_NAME_PLACEHOLDER,
  });
  if (reading.kind === "explain") return { events: [], explanation: [reading.reason] };
  const own = ownEvents(endpoint, { events: reading.events, headers });
  const events = own.map((event): ReadSent => {
    const severity = event.severity ?? endpoint.default_severity;
    const dedupKey = event.dedupKey ?? keyFromTitle(event.title);
    return { read: event, decided: { ...event, severity, dedupKey } };
  });
  return { events, explanation: [...reading.notes] };
}
