import type { Work } from "../work.ts";
import { cleanText } from "./clean-text.ts";
import { type Names, namesOf } from "./names.ts";
import type { Fields } from "./fields.ts";
import { nameAt, positionsOf } from "./outline.ts";
import type { Place } from "./places.ts";
import { isKind, MESSAGES, SENTENCES } from "./title-fields.ts";

export interface FoundText {
  text: string;
  source: string;
  /** Of a title that is a name and its state: the name alone, by which the problem and its end meet. */
  subject?: string;
}

/** In chat cards the title is the tool's name and the text the alert. */
const CARDS: ReadonlySet<string> = new Set(["attachments", "embeds", "sections", "blocks", "cards"]);
const CARD_FIELDS = namesOf("fallback text activitytitle description pretext summary title content");
export const MAX_TITLE = 240;
const MAX_MESSAGE = 2000;

/** The first field of the places, nearest first, that was written to be read, cleaned. */
export function readSentence(places: readonly Place[], work: Work): FoundText | null {
  return firstText(lateTriggers(places), SENTENCES, titleOf, work) ?? readPhrase(places, work);
}

/** Why a tool speaks (`New error`) says less than what it speaks of. */
function lateTriggers(places: readonly Place[]): readonly Place[] {
  if (!places.some(isTrigger)) return places;
  return [...places.filter((place) => !isTrigger(place)), ...places.filter(isTrigger)];
}
const isTrigger = ({ name }: Place): boolean => name === "trigger";

/** A name that is a sentence: `{ event: "API check has recovered" }`, `{ incident: { name: "Queries are slow" } }`. */
function readPhrase(places: readonly Place[], work: Work): FoundText | null {
  const near = places.length > MAX_NEAR ? places.slice(0, MAX_NEAR) : places;
  const phrase = firstText(near, PHRASES, phraseOf, work);
  if (phrase !== null || !places.some(isProblem)) return phrase;
  return firstText(places.filter(isProblem), NAME, titleOf, work);
}
const MAX_NEAR = 4;
const isProblem = ({ name }: Place): boolean => PROBLEMS.has(name);
const phraseOf = (raw: string, work: Work): string | null =>
  /^\s*\S+\s+\S+\s+\S/.test(raw) ? titleOf(raw, work) : null;
const PHRASES = namesOf("event alert problem incident trigger error");
const NAME = namesOf("name");
const PROBLEMS: ReadonlySet<string> = new Set([
  "incident",
  "problem",
  "outage",
  "fault",
  "finding",
  "violation",
]);

export function readMessage(places: readonly Place[], work: Work): FoundText | null {
  return firstText(places, MESSAGES, messageOf, work);
}
const messageOf = (raw: string, work: Work): string | null => cutText(cleanText(raw, work), MAX_MESSAGE);

/** A body of plain text is its own message. */
export function textMessage(body: string, work: Work): FoundText | null {
  const text = messageOf(body, work);
  return text === null ? null : { text, source: "body" };
}

function firstText(
  places: readonly Place[],
  names: Names,
  clean: (raw: string, work: Work) => string | null,
  work: Work,
): FoundText | null {
  let empty: FoundText | null = null;
  for (const place of places) {
    if (place.kind === "facts") continue;
    const { fields } = place;
    for (const position of CARDS.has(place.name) ? cardTexts(fields) : positionsOf(fields.outline, names)) {
      const value = fields.valueAt(position);
      if (typeof value !== "string" || isOfOthers(place, nameAt(fields.outline, position))) continue;
      const text = clean(value, work);
      if (text === null) continue;
      const found = { text, source: fields.pathAt(position) };
      if (!isEmptyTitle(text)) return found;
      empty ??= found;
    }
  }
  return empty;
}

/** A build's message is its commit's, a status's repeats its code. */
const isOfOthers = (place: Place, name: string): boolean =>
  name === "message" && (isKind(place.name) || place.name === "status");

/** A title that only says that it is one: what stands in the next field says more. */
const isEmptyTitle = (text: string): boolean => text.length <= 30 && EMPTY_TITLE.test(text);
const EMPTY_TITLE =
  /^\W*(?:(?:new|monitoring|system|server|webhook|automatic) )?(?:alerts?|alarms?|notifications?|incidents?|problems?|events?|messages?|webhooks?|no title|untitled|no subject|warning|error|critical|info)(?: (?:triggered|notification|message))?\W*$/i;

/** A card's title that tells the state (`[RESOLVED] Load is high`) is the alert's own, whatever the text repeats. */
function cardTexts(fields: Fields): readonly number[] {
  const { outline } = fields;
  const positions = positionsOf(outline, CARD_FIELDS);
  const telling = positions.find((position) => {
    const value = fields.valueAt(position);
    return (
      /^(?:title|fallback)$/.test(nameAt(outline, position)) && typeof value === "string" && TELLS.test(value)
    );
  });
  return telling === undefined ? positions : [telling, ...positions.filter((one) => one !== telling)];
}
const TELLS =
  /^\W{0,6}(?:\[(?:firing|resolved|recovered|recovery|problem|alerting|triggered|ok)(?::\d+)?\b[^\]]{0,40}\] \S|(?:firing|resolved|recovered|recovery|problem|triggered):\s*\S)/i;

/** A first line that only signs: `TrueNAS @ nas-1`, and Uptime Kuma in chats. */
const SIGNATURE = /^(?:\S{1,60} @ \S{1,100}|Uptime Kuma Alert)$/;

/** `%%%` and `-----` say nothing. */
const SAYS = /[\p{L}\p{N}]/u;

/** The first line of a text that says something; a line that ends with a colon goes on in the next. */
export function titleOf(raw: string, work: Work): string | null {
  const text = cleanText(raw, work);
  if (text === null) return null;
  if (!text.includes("\n")) return SAYS.test(text) ? cutText(text, MAX_TITLE) : null;
  const lines = text.split("\n", 4).filter((line) => SAYS.test(line));
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
