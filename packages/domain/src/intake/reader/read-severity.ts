import type { Severity } from "../../alerts/severity.ts";
import { fieldsNamed, type Field, type Place, isObject } from "./places.ts";
import { roleOf } from "./state-fields.ts";
import { type Names, namesOf } from "./names.ts";
import { nameAt, positionsOf } from "./outline.ts";
import { severityOfNumber } from "./severity-numbers.ts";
import { AZURE_LEVELS, severityOf } from "./severity-words.ts";

/** The promised order of top-level fields: the first that holds a severity wins (product, section 3). */
export const TOP_LEVEL = ["severity", "status", "level", "priority", "alerttype", "alertlevel"] as const;
const TOP = namesOf(TOP_LEVEL.join(" "));

/** `labels.severity` as a key of its own, where somebody flattened the body. */
const FLATTENED = [
  "labels commonlabels grouplabels annotations tags fields attributes metadata properties details customdetails",
  "data payload alert alerts event incident issue problem monitor check trigger",
]
  .flatMap((holders) => holders.split(" "))
  .flatMap((holder) => ["severity", "priority", "level"].map((name) => `${holder}${name}`));

/** Names that hold a severity in labels, tags and nested objects. A nested `status` is a state and nothing else. */
export const ELSEWHERE = namesOf(
  [
    "severity level priority alertseverity alertpriority severityname severitylabel severitytext severitylevel severitystring alertseveritystring eventseverity issueseverity incidentseverity problemseverity triggerseverity perceivedseverity maxseverity newseverity currentseverity priorityname prioritylabel prioritylevel urgency criticality importance importancelevel servicestate loglevel alertlevel threatlevel risklevel risk impact newstatus sev",
    ...FLATTENED,
  ].join(" "),
);
/** A kind of event may be a severity (`type: warning`), when nothing else is. */
export const KINDS = namesOf("type triggertype alertkind messagetype category state currentstate");
/** Scales of two or three steps: `high` is their worst. */
const SHORT_SCALES: ReadonlySet<string> = new Set(["urgency", "importance", "importancelevel"]);
/** States that say how bad it is, when nothing else does. */
const STATES_AS_SEVERITY: readonly (readonly [RegExp, Severity])[] = [
  [/^alarm$/i, "critical"],
  [/^major[ _]outage$/i, "critical"],
  [/^partial[ _]outage$/i, "major"],
  [/^(insufficient[ _]data|no[ _]?data)$/i, "minor"],
  [/^(under[ _]|scheduled[ _])?maintenance$/i, "info"],
];

/** Header of notification services (ntfy, Gotify agents) by their documented names and numbers. */
const HEADER_PRIORITIES: Readonly<Record<string, Severity>> = {
  max: "critical",
  urgent: "critical",
  "5": "critical",
  high: "major",
  "4": "major",
  low: "info",
  min: "info",
  "2": "info",
  "1": "info",
};

export interface FoundSeverity {
  severity: Severity;
  source: string;
  /** What the field holds, as sent. */
  value: string;
}

/** The promised top-level fields of a payload. */
export function readTopSeverity(place: Place | undefined): FoundSeverity | null {
  return place === undefined ? null : firstOf(place, TOP);
}

/** Labels, tags and nested objects, nearest first; then kinds of events at the top. */
export function readNestedSeverity(places: readonly Place[]): FoundSeverity | null {
  for (const place of places) {
    const found = firstOf(place, ELSEWHERE);
    if (found !== null) return found;
  }
  return (places[0] === undefined ? null : firstOf(places[0], KINDS)) ?? stateAsSeverity(places);
}

function stateAsSeverity(places: readonly Place[]): FoundSeverity | null {
  for (const place of places) {
    if (place.kind !== "alert") continue;
    const { fields } = place;
    for (const position of fields.outline.positions) {
      if (roleOf(nameAt(fields.outline, position), place.name) !== "state") continue;
      const value = fields.valueAt(position);
      const severity = typeof value === "string" ? severityOfState(value.trim()) : null;
      if (severity !== null) return { severity, source: fields.pathAt(position), value: String(value) };
    }
  }
  return null;
}

function severityOfState(state: string): Severity | null {
  for (const [words, severity] of STATES_AS_SEVERITY) if (words.test(state)) return severity;
  return null;
}

export function readHeaderSeverity(headers: Readonly<Record<string, string>>): FoundSeverity | null {
  for (const name of ["priority", "x-priority"]) {
    const value = headers[name]?.trim().toLowerCase() ?? "";
    const severity = Object.hasOwn(HEADER_PRIORITIES, value) ? HEADER_PRIORITIES[value] : undefined;
    if (severity !== undefined) return { severity, source: `header ${name}`, value };
  }
  return null;
}

const LINE =
  /^[\s*_>•-]{0,6}(?:event |alert |problem |trigger )?(?:severity|priority|level|urgency)\s?[*_]{0,2}\s?[:=]\s?[*_]{0,2}\s?([\w -]{1,30})/im;
const MARK =
  /^\W{0,4}(?:\[[^\]]{1,60}\]\s?)?\[(critical|crit|error|major|warning|warn|minor|high|sev-?\d|p[0-5])\]|^\W{0,4}(critical|error|major|warning|minor)\s?[:|-]\s/i;

/** `Severity: High` on a line of a text, or `[CRITICAL]` at its beginning; `limit` is what is looked at of each. */
export function readTextSeverity(texts: readonly string[], limit: number): FoundSeverity | null {
  for (const text of texts) {
    if (text === "") continue;
    const start = text.slice(0, Math.min(limit, 2000));
    const mark = MARK.exec(start);
    const value = LINE.exec(start)?.[1] ?? mark?.[1] ?? mark?.[2];
    const severity = severityOf(value?.trim());
    if (severity !== null && value !== undefined) return { severity, source: "text", value };
  }
  return null;
}

/** Titles and messages with their lines, for `Severity: High`. */
export function rawTexts(places: readonly Place[]): string[] {
  const texts: string[] = [];
  let asked = 0;
  for (const place of places) {
    if (place.kind === "stray") continue;
    for (const position of positionsOf(place.fields.outline, TEXTS)) {
      const value = place.fields.valueAt(position);
      if (typeof value === "string") texts.push(value);
    }
    asked += 1;
    if (asked === MAX_ASKED) break;
  }
  return texts;
}
const MAX_ASKED = 8;
const TEXTS = namesOf("title subject summary message msg text description body content fallback");

function firstOf(place: Place, names: Names): FoundSeverity | null {
  for (const field of fieldsNamed(place, names)) {
    const { name } = field;
    const value = worded(field, name, place);
    const severity = ofValue(value, name, place);
    if (severity !== null) return { severity, source: field.path, value: String(value) };
  }
  return null;
}

function ofValue(value: unknown, name: string, { fields }: Place): Severity | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const word = String(value).trim().toLowerCase();
  if (SHORT_SCALES.has(name) && word === "high") return "critical";
  if (name === "impact" && word === "none") return "info";
  // Azure Monitor's neighbour: its Sev0 to Sev4 begin one step worse than everybody's.
  if (fields.has("monitorcondition") && AZURE_LEVELS.has(word)) return AZURE_LEVELS.get(word) ?? null;
  return /^-?\d+(?:\.\d+)?$/.test(word) ? severityOfNumber(Number(word), name) : severityOf(value);
}

/** An object by its name; a bare number by the word that stands beside it (`severity: 4, severity_label: "High"`). */
function worded({ value }: Field, name: string, place: Place): unknown {
  if (isObject(value)) return value.name ?? value.label ?? value.summary ?? value.value;
  if (typeof value !== "number" && !(typeof value === "string" && /^\d+$/.test(value))) return value;
  const words = WORD_ENDS.map((end) => place.fields.valueOf(name + end));
  return words.find((word) => typeof word === "string") ?? value;
}
const WORD_ENDS = ["name", "label", "text", "string", "str", "word", "desc"] as const;

/** Every field that a severity is read from. */
export const SEVERITY_TELLING: readonly string[] = [TOP, ELSEWHERE, KINDS].flatMap(({ list }) =>
  list.flatMap((name) => [name, ...WORD_ENDS.map((end) => name + end)]),
);
