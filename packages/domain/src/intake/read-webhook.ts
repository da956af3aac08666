import { emptyAlert } from "./empty-alert.ts";
import type { IncomingEvent } from "./event.ts";
import { isObject } from "./reader/places.ts";
import { readEvent } from "./reader/read-event.ts";
import { MAX_EVENTS, splitAlerts } from "./reader/split-alerts.ts";
import { decodeText } from "./transport/decode-text.ts";
import { reasonToExplain } from "./transport/explain.ts";
import { parseBody } from "./transport/parse-body.ts";
import { parseForm, unwrapFields } from "./transport/parse-form.ts";

/** A request at an endpoint's address, its size already checked. */
export interface WebhookRequest {
  method: string;
  /** With or without the `?`. */
  search: string;
  contentType: string | null;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
  endpointName: string;
}

export type WebhookReading =
  /** At least one event. `notes` say what was odd about the body. */
  | { kind: "events"; events: IncomingEvent[]; bodyText: string; notes: string[] }
  /** Somebody looks at the address: nothing rings, and the answer explains the endpoint. */
  | { kind: "explain"; reason: string };

/**
 * Reads any request as alerts. Never throws, in time linear to the body. Doubt means firing, and a body nobody can
 * read rings as plain text.
 */
export function readWebhook(request: WebhookRequest): WebhookReading {
  const bodyText = decodeText(request.body, request.contentType);
  const query = unwrapFields(parseForm(request.search.replace(/^\?/, "")));
  const { payload, notes } = parseBody(bodyText, request.contentType);
  const isEmpty = isNothing(payload) && isNothing(query);

  const headers = lowerNames(request.headers);
  const reason = reasonToExplain(request.method, headers["user-agent"] ?? "", isEmpty);
  if (reason !== null) return { kind: "explain", reason };
  if (isEmpty) {
    return {
      kind: "events",
      events: [emptyAlert(request.endpointName)],
      bodyText,
      notes: ["The request is empty."],
    };
  }

  const main = isNothing(payload) ? query : payload;
  const besides = isNothing(payload) || !isObject(query) ? {} : query;
  const parts = splitAlerts(main);
  const events = parts.slice(0, MAX_EVENTS).map((part) => readEvent(part, { headers, query: besides }));
  if (parts.length > MAX_EVENTS) {
    notes.push(
      `The request holds ${parts.length} alerts. The first ${MAX_EVENTS} were read, the rest are one alert.`,
    );
    events.push(restAlert(parts.length - MAX_EVENTS));
  }
  return { kind: "events", events, bodyText, notes };
}

function isNothing(value: unknown): boolean {
  return value === null || (typeof value === "object" && Object.keys(value).length === 0);
}

function lowerNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function restAlert(count: number): IncomingEvent {
  return { ...emptyAlert(""), title: `${count} more alerts in one request` };
}
