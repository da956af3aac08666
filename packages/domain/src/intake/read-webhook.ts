import { emptyAlert } from "./empty-alert.ts";
import { ADAPTERS } from "./adapters/index.ts";
import type { Adapter } from "./adapters/engine/adapter.ts";
import type { ReadEvent } from "./event.ts";
import { openStrings } from "./reader/open-strings.ts";
import { isObject, placesOf } from "./reader/places.ts";
import { readEvent } from "./reader/read-event.ts";
import type { Surroundings } from "./reader/read-general.ts";
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
  /** The part of the request's path below the endpoint's address: `/api/v2/alerts`. */
  path?: string;
}

export interface ReadOptions {
  /** Which tools are known by their own format; every one of them unless given. */
  adapters?: readonly Adapter[];
}

export type WebhookReading =
  /** At least one event. `notes` say what was odd about the body, `explanation` where each finding comes from. */
  | { kind: "events"; events: ReadEvent[]; explanation: string[]; bodyText: string; notes: string[] }
  /** Somebody looks at the address: nothing rings, and the answer explains the endpoint. */
  | { kind: "explain"; reason: string };

/**
 * Reads any request as alerts. Never throws, in time linear to the body. Doubt means firing, and a body nobody can
 * read rings as plain text.
 */
export function readWebhook(
  request: WebhookRequest,
  { adapters = ADAPTERS }: ReadOptions = {},
): WebhookReading {
  const bodyText = decodeText(request.body, request.contentType);
  const query = unwrapFields(parseForm(request.search.replace(/^\?/, "")));
  const { payload, notes } = parseBody(bodyText, request.contentType);
  const isEmpty = isNothing(payload) && isNothing(query);

  const headers = lowerNames(request.headers);
  const reason = reasonToExplain(request.method, headers["user-agent"] ?? "", isEmpty);
  if (reason !== null) return { kind: "explain", reason };
  if (isEmpty) {
    return reading([emptyAlert(request.endpointName)], bodyText, ["The request is empty."]);
  }

  const main = isNothing(payload) ? query : payload;
  const besides = isNothing(payload) || !isObject(query) ? {} : query;
  const { events, left } = readParts(main, { headers, query: besides, path: request.path ?? "" }, adapters);
  if (left > 0) {
    notes.push(
      `The request holds ${left + MAX_EVENTS} alerts. The first ${MAX_EVENTS} were read, the rest are one alert.`,
    );
    events.push(restAlert(left));
  }
  return reading(events, bodyText, notes);
}

/** The alerts of a decoded body, and how many more it holds than one request may. */
function readParts(
  main: unknown,
  around: Omit<Surroundings, "shared">,
  adapters: readonly Adapter[],
): { events: ReadEvent[]; left: number } {
  const parts = splitAlerts(openStrings(main));
  const sent = splitAlerts(main);
  const shared = placesOf(parts[0]?.shared);
  const events = parts
    .slice(0, MAX_EVENTS)
    .map((part, index) =>
      readEvent(
        part,
        sent.length === parts.length ? (sent[index] ?? part) : part,
        { ...around, shared },
        adapters,
      ),
    );
  return { events, left: parts.length - events.length };
}

function reading(events: ReadEvent[], bodyText: string, notes: string[]): WebhookReading {
  const [only] = events;
  const explanation =
    events.length === 1 && only !== undefined
      ? only.explanation
      : events.flatMap((event, index) => event.explanation.map((line) => `alert ${index + 1}: ${line}`));
  return { kind: "events", events, explanation: [...notes, ...explanation], bodyText, notes };
}

function isNothing(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === null;
  for (const _key in value) return false;
  return true;
}

function lowerNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function restAlert(count: number): ReadEvent {
  const title = `${count} more alerts in one request`;
  return { ...emptyAlert(""), title, explanation: [title] };
}
