import { isWatched } from "./place-names.ts";
import type { Place } from "./places.ts";
import { nameAt } from "./outline.ts";
import { severityOf } from "./severity-words.ts";
import type { StateRole } from "./state-fields.ts";
import { roleOf } from "./state-fields.ts";
import type { StateSignal } from "./state-words.ts";
import { splitWords, stateSignal } from "./state-words.ts";
import { fieldsNamed } from "./places.ts";
import { FAILURES, saysFailure } from "./failures.ts";
import { isDoubtedEnd } from "./doubted-ends.ts";
import { hasTrouble, type Texts, textBegins, textSaysResolved } from "./text-state.ts";

export interface FoundState {
  state: "firing" | "resolved";
  /** The field that decided; `null` when nothing did, which means firing. */
  source: string | null;
  /** What the field holds, as sent. */
  value: string | null;
  /** Every field that says firing, and what it holds. */
  firing: string[];
  firingValues: string[];
}

interface Signal {
  signal: StateSignal;
  /** `event` says what just happened and outweighs states that deeper objects were copied with. */
  role: StateRole;
  depth: number;
  path: string;
  value: string;
}

/** A severity of `ok` or `clear` is a state. */
const SEVERITY_ENDS = /^(ok|okay|clear|cleared|normal|resolved|recovered|recovery)$/i;
/** A job's result outweighs that it was created or that its definition is active. */
const CONCLUSION = /(?:^|\.)(?:conclusion|result|outcome)$/i;
const ONLY_BEGUN = /^(active|created|new|started|pending)$/i;
const NO_TIME = /^(|null|none|0|-|n\/a|false|0001-01-01.*|1970-01-01.*)$/i;

/**
 * Doubt means firing: one firing field outweighs any number of resolved ones, a weak word (`success`) gives way to
 * trouble in the text, and text decides only when no field says anything.
 */
export function readState(places: readonly Place[], texts: Texts): FoundState {
  const signals: Signal[] = [];
  for (const place of places) if (place.kind !== "labels") addSignals(place, signals);
  return signals.length === 0 ? sayState(texts) : weigh(signals, places, texts);
}

/** What the texts say when no field does. */
const sayState = (texts: Texts): FoundState => ({
  state: texts.some(textSaysResolved) && !texts.some(textBegins) ? "resolved" : "firing",
  source: null,
  value: null,
  firing: [],
  firingValues: [],
});

function weigh(signals: readonly Signal[], places: readonly Place[], texts: Texts): FoundState {
  const trusted = signals.filter(({ path }) => !path.startsWith(STRAY));
  const verb = trusted.find(({ role, signal }) => role === "event" && signal === "resolved");
  const isConcluded = trusted.some(({ path, signal }) => signal !== "firing" && CONCLUSION.test(path));
  const firing = trusted.filter(
    (one) => one.signal === "firing" && !isCopy(one, verb) && !(isConcluded && ONLY_BEGUN.test(one.value)),
  );
  const paths = firing.map(({ path }) => path);
  const firingValues = firing.map(({ value }) => value);
  const found = (state: FoundState["state"], { path, value }: Signal): FoundState => ({
    state,
    source: path,
    value,
    firing: paths,
    firingValues,
  });
  if (firing[0] !== undefined) return found("firing", firing[0]);
  const ends = trusted.filter(({ signal, role }) => signal === "resolved" && role !== "ended_at");
  if (ends[0] !== undefined)
    return found(ends.every((end) => isDoubtedEnd(end, places, texts)) ? "firing" : "resolved", ends[0]);
  const weak =
    trusted.find(({ signal }) => signal === "resolved_weak") ?? trusted.find((s) => s.role === "ended_at");
  if (weak !== undefined) {
    const isTroubled =
      signals.some(({ signal, value }) => signal === "firing" && !ONLY_BEGUN.test(value)) ||
      places.some((place) => place.kind === "alert" && fieldsNamed(place, FAILURES).some(saysFailure)) ||
      texts.some(hasTrouble);
    return found(isTroubled ? "firing" : "resolved", weak);
  }
  return sayState(texts);
}

const STRAY = "\0";

/** `{ event: "incident.resolved", incident: { status: "open" } }`: the incident was copied before its end was written. */
const isCopy = ({ role, depth }: Signal, verb: Signal | undefined): boolean =>
  verb !== undefined && role === "state" && depth > verb.depth;

function addSignals(place: Place, signals: Signal[]): void {
  const { outline } = place.fields;
  for (const position of outline.positions) {
    const name = nameAt(outline, position);
    const role = roleOf(name, place.name) ?? (place.part === "holder" ? "state" : null);
    const signal = role === null ? null : signalOf(role, name, place.fields.valueAt(position));
    if (role === null || signal === null) continue;
    if (signal !== "firing" && (isWatched(place.name) || place.part !== null)) continue;
    const field = place.fields.at(position);
    const weaker = place.kind === "facts" && signal === "resolved" ? "resolved_weak" : signal;
    const isTrusted =
      place.kind !== "stray" || (place.part !== null && !ONLY_BEGUN.test(String(field.value)));
    const path = isTrusted ? field.path : `${STRAY}${field.path}`;
    // An object named `event` tells of the whole body.
    const depth = place.name === "event" ? place.depth - 1 : place.depth;
    signals.push({ signal: weaker, role, depth, path, value: String(field.value).slice(0, 60) });
  }
}

function signalOf(role: StateRole, name: string, value: unknown): StateSignal | null {
  const said = typeof value === "string" ? BOOLEANS.get(value.toLowerCase()) : value;
  if (typeof said === "boolean") return booleanSignal(role, said);
  // Nothing that is up, and a job that exited with an error: no count says otherwise.
  if (role === "up" && value === 0) return "firing";
  if (role === "exit") return /^-?0*[1-9]\d*$/.test(String(value)) ? "firing" : null;
  // `is_ok: 0` is a boolean of those who have none; a count of `down` is not.
  if ((value === 0 || value === 1) && name.startsWith("is")) return booleanSignal(role, value === 1);
  if (role === "ended_at") return isTime(value) ? "resolved" : null;
  if (typeof value !== "string") return null;
  if (role === "severity") return SEVERITY_ENDS.test(value.trim()) ? "resolved" : null;
  if (role === "state") return stateSignal(value);
  // `alert_type: error` is how bad it is, not that it is still so.
  if (role !== "event") return null;
  return severityOf(value) === null ? eventSignal(value) : CLOSED_WAS.test(value) ? "resolved" : null;
}

/** `POLICY_CLOSE_CRITICAL`: what ended, and how bad it was. */
const CLOSED_WAS =
  /^(?!(?:.*_)?(?:NOT|UN|RE|AUTO|NEVER)_)[A-Z]+(?:_[A-Z]+)?_(?:CLOSED?|CLEARED|RESOLVED|ENDED)_(?:CRITICAL|WARNING|WARN|MAJOR|MINOR|ERROR)$/;

/** What it happened to (`incident.updated`, `alert`) is no state; the words beside it may be. */
function eventSignal(value: string): StateSignal | null {
  if (/^(normal|healthy|green|online|operational)$/i.test(value.trim())) return null; // A class of events (Kubernetes), not an end.
  const signal = stateSignal(value);
  if (signal === "resolved" && isOfAnother(value)) return "resolved_weak";
  if (signal !== "firing") return signal;
  const words = splitWords(value).filter((word) => !SUBJECTS.has(word));
  return words.length === 0 || words.join(" ") === "error" ? null : stateSignal(words.join(" "));
}
/** `sync_end` and `connection.closed` end what is no problem: how it ended is said elsewhere. */
function isOfAnother(value: string): boolean {
  const words = splitWords(value);
  return (
    words.length > 1 &&
    words.some((word) => /^(?:end|ended|closed?)$/.test(word)) &&
    !words.some(
      (word) =>
        OF_PROBLEMS.test(word) || (stateSignal(word) === "resolved" && !/^(?:end|ended|closed?)$/.test(word)),
    )
  );
}
const OF_PROBLEMS =
  /^(?:alerts?|alarms?|incidents?|problems?|issues?|events?|triggers?|monitors?|checks?|cases?|tickets?|state|status|outage|downtime|failures?|errors?|violations?|faults?|policy|condition|anomaly|breach|warning|critical|auto|notification)$/;
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["yes", true],
  ["false", false],
  ["no", false],
]);
const SUBJECTS: ReadonlySet<string> = new Set([
  "alert",
  "alarm",
  "incident",
  "problem",
  "trigger",
  "event",
  "issue",
  "new",
]);

function booleanSignal(role: StateRole, value: boolean): StateSignal | null {
  if (role === "ends") return value ? "resolved" : "firing";
  if (role === "fires") return value ? "firing" : "resolved_weak";
  if (role === "up") return value ? "resolved_weak" : "firing";
  if (role === "alarm") return value ? "firing" : null;
  if (role === "works") return value ? null : "firing";
  return null;
}

const isTime = (value: unknown): boolean =>
  typeof value === "number"
    ? value > 0
    : typeof value === "string" && !NO_TIME.test(value.trim()) && /\d{4}/.test(value);
