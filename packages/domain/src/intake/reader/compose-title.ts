import type { Work } from "../work.ts";
import { type Names, namesOf } from "./names.ts";
import type { Place } from "./places.ts";
import type { FoundText } from "./read-text.ts";
import { cutText, MAX_TITLE, titleOf } from "./read-text.ts";
import { Fields } from "./fields.ts";
import { nameAt, outlineOf, positionsOf } from "./outline.ts";
import { wordsOf } from "./words.ts";
import { stateSignal } from "./state-words.ts";
import { DETAILS, HOSTS, isKind, NAMES, STATES, TYPES } from "./title-fields.ts";

const MAX_PAIRS = 6;
const MAX_VALUE = 80;
const MACHINE_NAMES: ReadonlySet<string> = new Set(["event", "trigger"]);
/** Keys whose values are nobody's to hear, or say nothing when heard. */
const UNSPOKEN =
  /(token|secret|key|password|passwd|auth|signature|user|email|mail|url|link|uri|href|icon|color|colour|time|date|timestamp|uuid|guid|sid|hash|sha|version|phone|id|at|ts)$/;

/** A title from names, states and details, when no field was written as one; `spoken` are the places that are no strays. */
export function composeTitle(
  places: readonly Place[],
  spoken: readonly Place[],
  work: Work,
): FoundText | null {
  for (const place of spoken) {
    const found = ofPlace(place, spoken, work);
    if (found !== null) return found;
  }
  return (
    ofType(spoken, work) ??
    ofStray(places, work) ??
    first(spoken.slice(0, 3), STATES, work) ??
    ofPairs(spoken, work)
  );
}

/** `disk on db-1: 96 % full`, `workflow build failed (main)`, `shop is DOWN`, or the name alone. */
function ofPlace(place: Place, all: readonly Place[], work: Work): FoundText | null {
  const name = firstIn(place, NAMES, work);
  const detail = firstIn(place, DETAILS, work);
  if (name === null) return detail === null ? null : withSubject(detail, all, work);
  const host = firstIn(place, HOSTS, work);
  const subject = host === null || name.text.includes(host.text) ? name.text : `${name.text} on ${host.text}`;
  const more =
    detail ??
    (place.depth === 0 ? null : first(all.slice(0, 1), DETAILS, work)) ??
    deeperDetail(place, all, work);
  if (more !== null && more.source !== name.source && !isShorter(more.text, name.text))
    return joined(
      more.text.includes(name.text) ? more.text : `${subject}: ${more.text}`,
      `${name.source} + ${more.source}`,
    );
  const state = first(
    [place, ...all.slice(0, 1), ...all.filter((one) => one.kind === "alert" && isKind(one.name))],
    STATES,
    work,
  );
  const isSentence = subject.split(/\s+/, 4).length > 3;
  if (isSentence) return named(joined(subject, name.source), subject);
  if (state === null || state.source === name.source) {
    const found = withType(subject, name.source, all, work);
    return found?.text === subject ? named(found, subject) : found;
  }
  const kind = isKind(place.name) ? `${wordsOf(place.key)} ` : "";
  const text =
    kind === ""
      ? `${subject} is ${wordsOf(state.text)}`
      : `${kind}${subject} ${wordsOf(state.text)}${branchOf(place, all, work)}`;
  const found = joined(text, `${name.source} + ${state.source}`);
  // `cpu high` in a status is the problem, not only its state.
  return /^\w+$/.test(state.text) && stateSignal(state.text) !== null ? named(found, subject) : found;
}

const named = (found: FoundText | null, subject: string): FoundText | null =>
  found === null ? null : { ...found, subject };

/** `Login: Internal Server Error`, where what is watched has an object of its own. */
function withSubject(detail: FoundText, all: readonly Place[], work: Work): FoundText | null {
  const watched = all.filter(({ kind, name }) => kind === "alert" && isKind(name));
  const subject = first(watched, NAMES, work);
  if (subject === null || detail.text.includes(subject.text)) return detail;
  return joined(`${subject.text}: ${detail.text}`, `${subject.source} + ${detail.source}`);
}

/** `shop: deployment error`, when only the event's type says what happened. */
function withType(subject: string, source: string, all: readonly Place[], work: Work): FoundText | null {
  const type = first(all.slice(0, 1), TYPES, work);
  const words = type === null ? "" : wordsOf(type.text);
  if (type === null || type.source === source || !words.includes(" ")) return joined(subject, source);
  return joined(`${subject}: ${words}`, `${source} + ${type.source}`);
}

const isShorter = (detail: string, name: string): boolean => name.includes(detail);

const deeperDetail = (place: Place, all: readonly Place[], work: Work): FoundText | null =>
  first(
    all.filter(({ depth, kind }) => depth > place.depth && kind === "alert").slice(0, 4),
    BEST_DETAILS,
    work,
  );
const BEST_DETAILS = namesOf(DETAILS.list.slice(0, 12).join(" "));

function branchOf(place: Place, all: readonly Place[], work: Work): string {
  const branch = first([place, ...all], BRANCHES, work);
  return branch === null ? "" : ` (${branch.text})`;
}

const BRANCHES = namesOf("headbranch branch ref");

/** Machine words of what happened: `radar early fraud warning created`. */
function ofType(places: readonly Place[], work: Work): FoundText | null {
  const type = first(places.slice(0, 3), TYPES, work);
  const state = first(places.slice(0, 3), STATES, work);
  if (type === null) return null;
  if (state === null && !/\s/.test(wordsOf(type.text))) return null; // `trigger` alone says nothing.
  const suffix = state === null || state.source === type.source ? "" : ` ${wordsOf(state.text)}`;
  return joined(
    `${wordsOf(type.text)}${suffix}${suffix === "" ? "" : branchOf({ ...EMPTY }, places, work)}`,
    type.source,
  );
}

const EMPTY: Place = {
  key: "",
  name: "",
  depth: 0,
  kind: "alert",
  part: null,
  fields: new Fields(outlineOf({}, undefined), {}, ""),
};

function ofStray(places: readonly Place[], work: Work): FoundText | null {
  return first(places, STRAY, work);
}
const STRAY = namesOf("title summary message msg text subject description");

/** Nothing is known by name: what a flat body holds is said in its order. */
function ofPairs(places: readonly Place[], work: Work): FoundText | null {
  for (const { fields } of places)
    for (const position of fields.outline.positions) if (hasMacro(fields.valueAt(position))) return null;
  const pairs: string[] = [];
  let tried = 0;
  for (const { fields } of places.slice(0, 2))
    for (const position of fields.outline.positions) {
      const value = fields.valueAt(position);
      if (!isShort(value) || UNSPOKEN.test(nameAt(fields.outline, position))) continue;
      tried += 1;
      const sent = fields.outline.sent[position] ?? "";
      const said = titleOf(String(value), work);
      const key = titleOf(
        wordsOf(sent.slice(1 + Math.max(sent.lastIndexOf("."), sent.lastIndexOf("]")))),
        work,
      );
      if (said !== null && key !== null) pairs.push(`${key} ${said}`);
      if (pairs.length === MAX_PAIRS || tried === MAX_TRIED) return joined(pairs.join(", "), "all fields");
    }
  return pairs.length === 0 ? null : joined(pairs.join(", "), "all fields");
}
const MAX_TRIED = 4 * MAX_PAIRS;

const isShort = (value: unknown): boolean =>
  typeof value === "number" || (typeof value === "string" && value.length <= MAX_VALUE);
const hasMacro = (value: unknown): boolean =>
  typeof value === "string" && /\{\{|\$\{|\$[A-Z]|@@|##[A-Z]|\*[a-z]+[A-Z]\w*\*/.test(value);

function first(places: readonly Place[], names: Names, work: Work): FoundText | null {
  for (const place of places) {
    const found = firstIn(place, names, work);
    if (found !== null) return found;
  }
  return null;
}

function firstIn(place: Place, names: Names, work: Work): FoundText | null {
  const { fields } = place;
  for (const position of positionsOf(fields.outline, names)) {
    const value = fields.valueAt(position);
    if (typeof value !== "string") continue;
    // `build.finished` in `event` says what happened, not what it happened to.
    const isEvent = names === NAMES && MACHINE_NAMES.has(nameAt(fields.outline, position));
    const text = isEvent && !value.includes(" ") ? null : titleOf(value, work);
    if (text !== null) return { text, source: fields.pathAt(position) };
  }
  return null;
}

const joined = (text: string, source: string): FoundText | null => {
  const cut = cutText(text, MAX_TITLE);
  return cut === null ? null : { text: cut, source };
};
