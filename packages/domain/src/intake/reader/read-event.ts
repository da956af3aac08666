import type { IncomingEvent } from "../event.ts";
import { openStrings } from "./open-strings.ts";
import type { Place } from "./places.ts";
import { isObject, placesOf } from "./places.ts";
import { readDedupKey } from "./read-dedup.ts";
import { isNotice, isTest } from "./read-kind.ts";
import type { FoundSeverity } from "./read-severity.ts";
import { readHeaderSeverity, readNestedSeverity, readTopSeverity } from "./read-severity.ts";
import { readState } from "./read-state.ts";
import type { FoundText } from "./read-text.ts";
import { readMessage, readTitle, textMessage, titleOf } from "./read-text.ts";
import { readTool } from "./read-tool.ts";
import { readUrl } from "./read-url.ts";
import type { Part } from "./split-alerts.ts";

/** What comes with a body. */
export interface Surroundings {
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** Query parameters of a request that also has a body. */
  query: Record<string, unknown>;
}

interface Source {
  /** The alert itself, then objects inside it. */
  own: Place[];
  /** What it shares with the other alerts of its body. */
  shared: Place[];
  query: Place[];
}

/** One alert, from its own fields, then from what the body shares, then from query and headers. Never throws. */
export function readEvent(part: Part, { headers, query }: Surroundings): IncomingEvent {
  const source: Source = {
    own: placesOf(openStrings(part.item), part.path),
    shared: placesOf(openStrings(part.shared)),
    query: placesOf(query, "query"),
  };
  const root = source.shared[0] ?? source.own[0];
  const title = readTitleOf(part, source, headers);
  const message =
    typeof part.item === "string" ? textMessage(part.item) : readMessage([...source.own, ...source.shared]);
  const severity = readSeverityOf(source, headers);
  return {
    state: isNotice(root) ? "notice" : readStateOf(source, [title?.text ?? "", message?.text ?? ""]),
    severity: severity?.severity ?? null,
    severitySource: severity?.source ?? null,
    title: title?.text ?? null,
    titleSource: title?.source ?? null,
    message: message?.text ?? null,
    dedupKey: readDedupKey(source.own) ?? (part.alone ? readDedupKey(source.shared.slice(0, 1)) : null),
    url: readUrl([...source.own, ...source.shared, ...source.query]),
    tool: readTool(root, headers),
    test: isTest(root, title?.text ?? null),
    payload:
      part.shared !== null && isObject(part.item)
        ? { ...part.shared, alerts: [part.item], ...part.item }
        : part.item,
  };
}

/** A body with one alert is titled by the body; of several alerts each has its own title. */
function readTitleOf(
  part: Part,
  { own, shared, query }: Source,
  headers: Surroundings["headers"],
): FoundText | null {
  const header = headerTitle(headers);
  if (typeof part.item === "string") {
    const text = titleOf(part.item);
    return header ?? (text === null ? null : { text, source: "body" });
  }
  const ofBody = part.alone ? readTitle(shared.slice(0, 1), "titles") : null;
  return ofBody ?? readTitle([...own, ...shared, ...query], "all") ?? header;
}

function headerTitle(headers: Surroundings["headers"]): FoundText | null {
  const text = titleOf(headers["title"] ?? headers["x-title"] ?? "");
  return text === null ? null : { text, source: "header title" };
}

/** The promised top-level fields come first, the body's before an alert's own. */
function readSeverityOf(
  { own, shared, query }: Source,
  headers: Surroundings["headers"],
): FoundSeverity | null {
  return (
    readTopSeverity(shared[0]) ??
    readTopSeverity(own[0]) ??
    readNestedSeverity([...own, ...shared]) ??
    readTopSeverity(query[0]) ??
    readHeaderSeverity(headers)
  );
}

/** An alert of a list that states its own state is believed: one body can mix states. */
function readStateOf({ own, shared, query }: Source, texts: readonly string[]): IncomingEvent["state"] {
  const ofItem = shared.length > 0 ? readState(own, []) : null;
  if (ofItem !== null && ofItem.source !== null) return readState(own, texts).state;
  return readState([...own, ...shared.slice(0, 1), ...query], texts).state;
}
