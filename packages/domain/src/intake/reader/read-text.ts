import { cleanText } from "./clean-text.ts";
import type { Place } from "./places.ts";

export interface FoundText {
  text: string;
  source: string;
}

const list = (names: string): readonly string[] => names.split(" ");

/** What a human should hear, best first: fields written as titles, then messages, then mere names. */
const TITLE_FIELDS = list(
  "title alerttitle problemtitle eventtitle summary alertsummary subject headline humanreadable eventdefinitiontitle " +
    "errortitle detailtype eventmsg alertmessage fallback msg message text content resultdescription description",
);
const NAME_FIELDS = list(
  "alertname rule rulename alertrule alertdefinition conditionname checkname monitorname monitorfriendlyname searchname alarmname servicedescription trigger event output " +
    "name displayname reason details info cause comment topic",
);
/** When there is nothing else, what is said at least: `down`. */
const STATE_FIELDS = list("status state");
const MESSAGE_FIELDS = list(
  "message description details alertdetails body text longoutput output serviceoutput reason newstatereason statusmessage msg info annotation content",
);
/** In chat cards the title is the tool's name and the text the alert. */
const CARDS: ReadonlySet<string> = new Set(["attachments", "embeds"]);
const CARD_FIELDS = list("fallback text description pretext title");
const MAX_TITLE = 240;
const MAX_MESSAGE = 2000;

/** The best title of the places, nearest first, cleaned. */
export function readTitle(places: readonly Place[], fields: "titles" | "all"): FoundText | null {
  const title = firstText(places, TITLE_FIELDS, MAX_TITLE);
  if (title !== null || fields === "titles") return title;
  return firstText(places, NAME_FIELDS, MAX_TITLE) ?? firstText(places, STATE_FIELDS, MAX_TITLE);
}

export function readMessage(places: readonly Place[]): FoundText | null {
  return firstText(places, MESSAGE_FIELDS, MAX_MESSAGE);
}

/** A body of plain text is its own message. */
export function textMessage(body: string): FoundText | null {
  const text = cutText(cleanText(body), MAX_MESSAGE);
  return text === null ? null : { text, source: "body" };
}

function firstText(places: readonly Place[], names: readonly string[], limit: number): FoundText | null {
  for (const place of places) {
    for (const name of CARDS.has(place.name) ? CARD_FIELDS : names) {
      const field = place.fields.get(name);
      if (field === undefined || typeof field.value !== "string") continue;
      const text = limit === MAX_TITLE ? titleOf(field.value) : cutText(cleanText(field.value), limit);
      if (text !== null) return { text, source: field.path };
    }
  }
  return null;
}

/** The first line of a text that says something; a line that ends with a colon goes on in the next. */
export function titleOf(raw: string): string | null {
  const [first, second] = cleanText(raw)?.split("\n") ?? [];
  if (first === undefined) return null;
  return cutText(first.endsWith(":") && second !== undefined ? `${first} ${second}` : first, MAX_TITLE);
}

/** Cut at a word. */
export function cutText(text: string | null, limit: number): string | null {
  if (text === null || text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  const space = cut.lastIndexOf(" ");
  return `${(space > limit / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
