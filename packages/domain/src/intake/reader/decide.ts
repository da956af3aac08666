import type { Work } from "../work.ts";
import { PORTS, REASONS } from "./doubted-ends.ts";
import { positionsOf } from "./outline.ts";
import { FAILURES } from "./failures.ts";
import { namesOf } from "./names.ts";
import type { Place } from "./places.ts";
import type { Source, Surroundings } from "./read-general.ts";
import { NOTICE_TELLING, type Notice, readNotice } from "./read-kind.ts";
import {
  type FoundSeverity,
  readHeaderSeverity,
  readNestedSeverity,
  readTopSeverity,
  SEVERITY_TELLING,
} from "./read-severity.ts";
import { type FoundState, readState } from "./read-state.ts";
import { isStateName, ROLE_NAMES } from "./state-fields.ts";
import type { Texts } from "./text-state.ts";

/** What the fields of an alert say of its state and severity. */
export interface Decision {
  state: FoundState;
  notice: Notice | null;
  severity: FoundSeverity | null;
}

interface Remembered extends Decision {
  /** Of the alert it was read from. */
  path: string;
}

const DECISIVE = namesOf(
  [
    ...new Set(
      [...ROLE_NAMES, ...SEVERITY_TELLING, ...NOTICE_TELLING].concat(
        [FAILURES, REASONS, PORTS].flatMap(({ list }) => list),
      ),
    ),
  ].join(" "),
);
/** A value that is longer may be said in part only. */
const MAX_VALUE = 60;

const decisions = new WeakMap<Work, Map<string, Remembered>>();

/** Reads state and severity; once for all alerts of a list whose fields have the same names and say the same of both. */
export function decide(
  source: Source,
  path: string,
  texts: readonly string[],
  headers: Surroundings["headers"],
  work: Work,
): Decision {
  const key = source.shared.length === 0 ? null : keyOf(source.own);
  if (key === null) return read(source, texts, headers);
  const known = decisions.get(work) ?? new Map<string, Remembered>();
  decisions.set(work, known);
  const before = known.get(key);
  if (before !== undefined) return before.path === path ? before : moved(before, path);
  const { decision, isAsked } = readAsked(source, texts, headers);
  if (!isAsked) known.set(key, { ...decision, path });
  return decision;
}

/** What is read, and whether anything but the fields was asked. */
function readAsked(
  source: Source,
  texts: readonly string[],
  headers: Surroundings["headers"],
): { decision: Decision; isAsked: boolean } {
  let isAsked = false;
  const asked: Texts = {
    some: (test) => {
      isAsked = true;
      return texts.some(test);
    },
  };
  return { decision: read(source, asked, headers), isAsked };
}

function read(source: Source, texts: Texts, headers: Surroundings["headers"]): Decision {
  const state = readStateOf(source, texts);
  const places = source.shared.length === 0 ? source.own : [...source.own, ...source.shared];
  const notice = state.state === "firing" ? readNotice(places, state.firingValues, texts) : null;
  return { state, notice, severity: readSeverity(source, headers) };
}

/** The outlines of an alert, with the values that decide; `null` when one of them is not a short one. */
function keyOf(own: readonly Place[]): string | null {
  let key = "";
  for (const place of own) {
    if (isStateName(place.name)) return null;
    key += `\n${place.kind}${place.depth}${place.name}`;
    const { outline } = place.fields;
    key += `\0${outline.id}`;
    for (const position of positionsOf(outline, DECISIVE)) {
      const value = place.fields.valueAt(position);
      if (typeof value === "object" && value !== null) return null;
      if (typeof value === "string" && (value.length > MAX_VALUE || value.includes("\0"))) return null;
      key += typeof value === "string" ? `\0=${value}` : `\0${String(value)}`;
    }
  }
  return key;
}

/** A decision as it reads for another alert of the list. */
function moved({ state, notice, severity, path: from }: Remembered, to: string): Decision {
  const at = (source: string): string => (source.startsWith(from) ? to + source.slice(from.length) : source);
  return {
    state: {
      ...state,
      source: state.source === null ? null : at(state.source),
      firing: state.firing.map(at),
    },
    notice: notice === null ? null : { ...notice, source: at(notice.source) },
    severity: severity === null ? null : { ...severity, source: at(severity.source) },
  };
}

/** The promised top-level fields come first, the body's before an alert's own. */
function readSeverity(
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
function readStateOf({ own, shared, query }: Source, texts: Texts): FoundState {
  const ofItem = shared.length > 0 ? readState(own, []) : null;
  if (ofItem === null || ofItem.source === null)
    return readState(
      shared.length + query.length === 0 ? own : [...own, ...shared.slice(0, 1), ...query],
      texts,
    );
  if (ofItem.firing.length > 0 || (ofItem.state === "resolved" && isOver(shared))) return ofItem;
  return readState(own, texts);
}

const over = new WeakMap<readonly Place[], boolean>();

/** Whether what the alerts share says that all is over; read once for all of them. */
function isOver(shared: readonly Place[]): boolean {
  const before = over.get(shared);
  if (before !== undefined) return before;
  const found = readState(shared.slice(0, 1), []).state === "resolved";
  over.set(shared, found);
  return found;
}
