import type { Work } from "../work.ts";
import type { Finding } from "./finding.ts";
import { composeTitle } from "./compose-title.ts";
import { type Place, placesOf } from "./places.ts";
import { readDedupKey } from "./read-dedup.ts";
import { partTitle } from "./part-title.ts";
import { maySayName, saidName } from "./said-name.ts";
import { decide } from "./decide.ts";
import { isTest } from "./read-kind.ts";
import { rawTexts, readTextSeverity } from "./read-severity.ts";
import type { FoundText } from "./read-text.ts";
import { readMessage, readSentence, textMessage, titleOf } from "./read-text.ts";
import { toolOf, toolOfShared } from "./read-tool.ts";
import { shortenKey } from "./shorten-key.ts";
import { isListed } from "./place-names.ts";
import { textBegins } from "./text-state.ts";
import { readUrl } from "./read-url.ts";
import type { Part } from "./split-alerts.ts";

/** What comes with a body. */
export interface Surroundings {
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** Query parameters of a request that also has a body. */
  query: Place[];
  /** The request's path below the endpoint's address. */
  path: string;
  /** What the alerts of a list share. */
  shared: Place[];
  work: Work;
}

export interface Source {
  /** The alert itself, then objects inside it. */
  own: Place[];
  /** What it shares with the other alerts of its body. */
  shared: Place[];
  query: Place[];
}

/** One alert while it is read. */
export interface Draft {
  part: Part;
  source: Source;
  /** Its own places and those it shares. */
  places: readonly Place[];
  /** Those of them that are about it for certain. */
  told: readonly Place[];
  /** Title and message as far as found, to be doubted. */
  texts: string[];
  finding: Finding;
}

/** An alert of which nothing is known yet. */
export const newDraft = (part: Part, { shared, query }: Surroundings): Draft => ({
  part,
  source: { own: [], shared, query },
  places: [],
  told: [],
  texts: [],
  finding: {
    adapter: null,
    tool: "generic",
    state: { state: "firing", source: null, value: null, firing: [] },
    severity: null,
    title: null,
    message: null,
    dedupKey: null,
    url: null,
    test: false,
  },
});

/** Said beside a text that was cut short: its end may speak of trouble, and doubt means firing. */
const UNREAD = "not read to its end";

export type Step = (draft: Draft, around: Surroundings) => void;

/**
 * One alert by the general rules, but for a key and a link that are known already: from its own fields, then from what
 * the body shares, then from query and headers.
 */
export const GENERAL_STEPS: readonly Step[] = [
  (draft, { work }) => {
    draft.source.own = placesOf(draft.part.item, work, draft.part.path);
    const { own, shared } = draft.source;
    draft.places = shared.length === 0 ? own : [...own, ...shared];
    draft.told = toldOf(draft.places);
  },
  (draft, { headers, work }) => {
    const before = work.textsCut;
    draft.finding.title = readTitle(draft, headers, work);
    if (work.textsCut > before) draft.texts.push(UNREAD);
  },
  (draft, { work }) => {
    const { part, told, finding, texts } = draft;
    const before = work.textsCut;
    const message = typeof part.item === "string" ? textMessage(part.item, work) : readMessage(told, work);
    finding.message = message?.text ?? null;
    texts.push(finding.title?.text ?? "", finding.message ?? "");
    if (work.textsCut > before) texts.push(UNREAD);
    addFurtherCards(told, texts);
  },
  (draft, { headers, work }) => {
    const { part, places, told, source, texts, finding } = draft;
    const { state, notice, severity } = decide(source, part.path, texts, headers, work);
    finding.state = notice === null ? state : { state: "notice", ...notice, firing: [] };
    finding.title = partTitle(places, finding.title, finding.state, work) ?? finding.title;
    finding.severity = severity ?? readTextSeverity(spokenOf(part, told), work.textLimit);
  },
  ({ part, source, told, finding }) => {
    finding.dedupKey ??=
      readDedupKey(source.own) ??
      (part.alone ? readDedupKey(source.shared.slice(0, 1)) : null) ??
      nameKey(finding.title, part, told);
  },
  ({ source, finding }) => {
    finding.url ??= readUrl(source);
  },
  ({ source, finding }, { headers }) => {
    const [shared] = source.shared;
    const root = shared ?? source.own[0];
    finding.tool = shared === undefined ? toolOf(root, headers) : toolOfShared(shared, headers);
    finding.test = isTest(root, finding.title?.text ?? null);
  },
];

/** Where a body holds a name and its state and nothing else to say, the name is the problem: `shop is down`, `shop is ok`. */
function nameKey(title: FoundText | null, part: Part, told: readonly Place[]): string | null {
  const name =
    title === null
      ? null
      : (title.subject ?? (maySayName(title.text) ? saidName(spokenOf(part, told)) : null));
  return name === null ? null : shortenKey(`name:${name.toLowerCase()}`);
}

/** Of a message of several cards, those that begin as an alert does: the first may be over. */
function addFurtherCards(told: readonly Place[], texts: string[]): void {
  if (!told.some(isCard)) return;
  const cards = told.filter(isCard);
  if (cards.length > 1) texts.push(...rawTexts(cards).filter(textBegins));
}
const isCard = ({ name }: Place): boolean => isListed(name);

/** What the alert says in whole texts. */
const spokenOf = ({ item }: Part, told: readonly Place[]): readonly string[] =>
  typeof item === "string" ? [item] : rawTexts(told);

const isTold = ({ kind }: Place): boolean => kind !== "stray";
const toldOf = (places: readonly Place[]): readonly Place[] =>
  places.every(isTold) ? places : places.filter(isTold);

/** A body with one alert is titled by the body; of several alerts each has its own title. */
function readTitle(
  { part, places, told, source: { shared, query } }: Draft,
  headers: Surroundings["headers"],
  work: Work,
): FoundText | null {
  const header = headerTitle(headers, work);
  if (typeof part.item === "string") {
    const text = titleOf(part.item, work);
    return header ?? (text === null ? null : { text, source: "body" });
  }
  const ofBody = part.alone ? readSentence(shared.slice(0, 1), work) : null;
  const all = query.length === 0 ? places : [...places, ...query];
  const certain = query.length === 0 ? told : toldOf(all);
  return ofBody ?? readSentence(certain, work) ?? header ?? composeTitle(all, certain, work);
}

function headerTitle(headers: Surroundings["headers"], work: Work): FoundText | null {
  const sent = headers["title"] ?? headers["x-title"];
  const text = sent === undefined ? null : titleOf(sent, work);
  return text === null ? null : { text, source: "header title" };
}
