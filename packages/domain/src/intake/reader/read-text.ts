import { cleanText } from "./clean-text.ts";
import type { Place } from "./places.ts";
import { isKind, MESSAGES, SENTENCES } from "./title-fields.ts";

export interface FoundText {
  text: string;
  source: string;
}

/** In chat cards the title is the tool's name and the text the alert. */
const CARDS: ReadonlySet<string> = new Set(["attachments", "embeds", "sections", "blocks", "cards"]);
const CARD_FIELDS = "fallback text activitytitle description pretext summary title content".split(" ");
export const MAX_TITLE = 240;
const MAX_MESSAGE = 2000;

/** The first field of the places, nearest first, that was written to be read, cleaned. */
export function readSentence(places: readonly Place[]): FoundText | null {
  return firstText(places, SENTENCES, titleOf) ?? readPhrase(places);
}

/** A name that is a sentence: `{ event: "API check has recovered" }`, `{ incident: { name: "Queries are slow" } }`. */
function readPhrase(places: readonly Place[]): FoundText | null {
  const sayable = (raw: string): string | null =>
    raw.trim().split(/\s+/, 3).length > 2 ? titleOf(raw) : null;
  return (
    firstText(places.slice(0, 4), PHRASES, sayable) ??
    firstText(
      places.filter(({ name }) => PROBLEMS.has(name)),
      ["name"],
      titleOf,
    )
  );
}
const PHRASES = ["event", "alert", "problem", "incident", "trigger", "error"] as const;
const PROBLEMS: ReadonlySet<string> = new Set([
  "incident",
  "problem",
  "outage",
  "fault",
  "finding",
  "violation",
]);

export function readMessage(places: readonly Place[]): FoundText | null {
  return firstText(places, MESSAGES, (raw) => cutText(cleanText(raw), MAX_MESSAGE));
}

/** A body of plain text is its own message. */
export function textMessage(body: string): FoundText | null {
  const text = cutText(cleanText(body), MAX_MESSAGE);
  return text === null ? null : { text, source: "body" };
}

function firstText(
  places: readonly Place[],
  names: readonly string[],
  clean: (raw: string) => string | null,
): FoundText | null {
  for (const place of places) {
    if (place.kind === "facts") continue;
    for (const name of CARDS.has(place.name) ? CARD_FIELDS : names) {
      const field = place.fields.get(name);
      if (field === undefined || typeof field.value !== "string") continue;
      if (name === "message" && isKind(place.name)) continue; // A build's message is its commit's.
      const text = clean(field.value);
      if (text !== null) return { text, source: field.path };
    }
  }
  return null;
}

/** A first line that only signs: `TrueNAS @ nas-1`. */
const SIGNATURE = /^\S{1,60} @ \S{1,100}$/;

/** The first line of a text that says something; a line that ends with a colon goes on in the next. */
export function titleOf(raw: string): string | null {
  const lines = cleanText(raw)?.split("\n") ?? [];
  const start = lines.length > 1 && SIGNATURE.test(lines[0] ?? "") ? 1 : 0;
  const [first, second] = lines.slice(start);
  if (first === undefined) return null;
  return cutText(
    first.endsWith(":") && second !== undefined ? `${first} ${second.replace(/^[*\s-]+/, "")}` : first,
    MAX_TITLE,
  );
}

/** Cut at a word. */
export function cutText(text: string | null, limit: number): string | null {
  if (text === null || text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  const space = cut.lastIndexOf(" ");
  return `${(space > limit / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
