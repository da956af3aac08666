import { emptyAlert } from "./empty-alert.ts";
import { ADAPTERS } from "./adapters/index.ts";
import type { Adapter } from "./adapters/engine/adapter.ts";
import type { ReadEvent } from "./event.ts";
import { openStrings } from "./reader/open-strings.ts";
import { newWork, textLimitOf, type Work } from "./work.ts";
import { isObject, type Place, placesOf } from "./reader/places.ts";
import { payloadsOf } from "./reader/payloads.ts";
import { readState } from "./reader/read-state.ts";
import { shortHash } from "./reader/short-hash.ts";
import { readEvents } from "./reader/read-event.ts";
import type { Surroundings } from "./reader/read-general.ts";
import { splitAlerts } from "./reader/split-alerts.ts";
import { type Body, bodyOf } from "./transport/decode-text.ts";
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
  /** Counts what the reading does. */
  work?: Work;
}

export type WebhookReading =
  /** At least one event. `notes` say what was odd about the body, `explanation` where each finding comes from. `bodyText` is made when it is asked for. */
  | { kind: "events"; events: ReadEvent[]; explanation: string[]; bodyText: string; notes: string[] }
  /** Somebody looks at the address: nothing rings, and the answer explains the endpoint. */
  | { kind: "explain"; reason: string };

/**
 * Reads any request as alerts. Never throws, in time linear to the body. Doubt means firing, and a body nobody can
 * read rings as plain text.
 */
export function readWebhook(
  request: WebhookRequest,
  { adapters = ADAPTERS, work = newWork() }: ReadOptions = {},
): WebhookReading {
  const body = bodyOf(request.body, request.contentType);
  const query = unwrapFields(parseForm(request.search.replace(/^\?/, ""), work), work);
  const { payload, notes } = parseBody(body, request.contentType, work);
  const isEmpty = isNothing(payload) && isNothing(query);

  const headers = lowerNames(request.headers);
  const reason = reasonToExplain(request.method, headers["user-agent"] ?? "", isEmpty);
  if (reason !== null) return { kind: "explain", reason };
  if (isEmpty) {
    return reading([emptyAlert(request.endpointName)], body, ["The request is empty."]);
  }

  const main = isNothing(payload) ? query : payload;
  const besides = isNothing(payload) || !isObject(query) ? {} : query;
  const around = { headers, query: placesOf(besides, work, "query"), path: request.path ?? "", work };
  const { events, left, rest } = readParts(main, around, adapters);
  if (work.isCut) notes.push(CUT);
  if (left > 0) {
    const count = events.length;
    notes.push(
      `The request holds ${left + count} alerts. The first ${count} were read, the rest are one alert.`,
    );
    events.push({ ...restAlert(left), ...rest });
  }
  return reading(events, body, notes);
}

const CUT =
  "The body holds more fields than any alert has. Those that say what is wrong were read; rules see the first ten thousand.";

/** The alerts of a decoded body, and how many more it holds than one request may. */
function readParts(
  main: unknown,
  around: Omit<Surroundings, "shared">,
  adapters: readonly Adapter[],
): { events: ReadEvent[]; left: number; rest: Partial<ReadEvent> } {
  const { work } = around;
  const opened = openStrings(main, work);
  const { parts, left } = splitAlerts(opened, work);
  work.textLimit = textLimitOf(parts.length);
  const sent = opened === main ? parts : splitAlerts(main, work).parts;
  const all: Surroundings = { ...around, shared: placesOf(parts[0]?.shared, work) };
  const payload = payloadsOf(sent.length === parts.length ? sent : parts);
  const events = readEvents(parts, payload, all, adapters);
  return { events, left, rest: left === 0 ? {} : readRest(events, all.shared) };
}

/** What the body says of all its alerts holds for those that were only counted: whether they are over, and of which group they are. */
function readRest(events: readonly ReadEvent[], shared: readonly Place[]): Partial<ReadEvent> {
  const { state, source, firing } = readState(shared, []);
  const isOver =
    state === "resolved" && firing.length === 0 && events.every((one) => one.state === "resolved");
  const group = shared[0]?.fields.valueOf("groupkey");
  return {
    ...(isOver ? { state, stateSource: source } : {}),
    dedupKey: typeof group === "string" && group !== "" ? `more:${shortHash(group)}` : null,
  };
}

function reading(events: ReadEvent[], body: Body, notes: string[]): WebhookReading {
  const [only] = events;
  const explanation =
    events.length === 1 && only !== undefined
      ? only.explanation
      : events.flatMap((event, index) => event.explanation.map((line) => `alert ${index + 1}: ${line}`));
  return {
    kind: "events",
    events,
    explanation: [...notes, ...explanation],
    notes,
    get bodyText() {
      return body.text();
    },
  };
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
