import type { Field, Place } from "./places.ts";
import { severityOf } from "./severity-words.ts";
import { stateSignal } from "./state-words.ts";
import { textSaysResolved } from "./text-state.ts";

const set = (names: string): ReadonlySet<string> => new Set(names.split(" "));

/** Fields whose purpose is the state. */
const STATE_FIELDS = set(
  "status state alertstatus alertstate currentstate currentstatus newstate newstatus newstatevalue alerttransition transition " +
    "monitorcondition notificationtype alertevent eventaction servicestate hoststate problemstate incidentstate incidentstatus " +
    "issuestate monitorstatus checkstatus conclusion alerttypefriendlyname xs4status buildstatus result phase outcome",
);
/** Fields that name what happened; only plain words of an end count in them. */
const EVENT_FIELDS = set("action actiontype eventtype eventname type alerttype event");
/** A severity of `ok` or `clear` is a state. */
const SEVERITY_FIELDS = set("severity level");
const SEVERITY_ENDS = /^(ok|clear|cleared|resolved|recovered|recovery)$/i;
const TRUE_IS_RESOLVED = set("resolved isresolved recovered isrecovered cleared");
const TRUE_IS_FIRING = set("firing isfiring triggered istriggered alerting");

/** Any of these in the title or message is a doubt about a weak word. */
const TROUBLE =
  /\b(fail\w*|error\w*|down|critical|unreachable|exceed\w*|exception|alarm|firing|triggered|time(d )?out|degraded|unavailable|outage|lost|broken|warning|not|no|unsuccessful|full|high|above|below|low|expired|stuck|miss\w*|refused|denied|unhealthy|offline|dead|crash\w*|abort\w*|slow)\b/i;

interface Signals {
  firing: string | null;
  resolved: string | null;
  weak: string | null;
}

export interface FoundState {
  state: "firing" | "resolved";
  /** The field that decided; `null` when nothing did, which means firing. */
  source: string | null;
}

/**
 * Doubt means firing: one firing field outweighs any number of resolved ones, a weak word (`success`, `normal`) gives way
 * to trouble in the text, and text decides only when no field says anything.
 */
export function readState(places: readonly Place[], texts: readonly string[]): FoundState {
  const signals = collect(places);
  if (signals.firing !== null) return { state: "firing", source: signals.firing };
  if (signals.resolved !== null) return { state: "resolved", source: signals.resolved };
  if (signals.weak !== null) {
    const doubt = texts.some((text) => TROUBLE.test(text));
    return { state: doubt ? "firing" : "resolved", source: signals.weak };
  }
  return { state: texts.some(textSaysResolved) ? "resolved" : "firing", source: null };
}

function collect(places: readonly Place[]): Signals {
  const signals: Signals = { firing: null, resolved: null, weak: null };
  for (const place of places) {
    if (place.isLabels) continue;
    for (const [name, field] of place.fields) {
      const signal = signalOf(name, field);
      if (signal === "firing") signals.firing ??= field.path;
      if (signal === "resolved") signals.resolved ??= field.path;
      if (signal === "resolved_weak") signals.weak ??= field.path;
    }
  }
  return signals;
}

function signalOf(name: string, { value }: Field): ReturnType<typeof stateSignal> {
  if (typeof value === "boolean" || value === "true" || value === "false")
    return booleanSignal(name, String(value) === "true");
  if (typeof value !== "string") return null;
  if (SEVERITY_FIELDS.has(name)) return SEVERITY_ENDS.test(value.trim()) ? "resolved" : null;
  if (STATE_FIELDS.has(name)) return stateSignal(value);
  // `alert_type: error` is how bad it is, not that it is still so.
  if (EVENT_FIELDS.has(name)) return severityOf(value) === null ? stateSignal(value) : null;
  return null;
}

function booleanSignal(name: string, value: boolean): ReturnType<typeof stateSignal> {
  if (TRUE_IS_RESOLVED.has(name)) return value ? "resolved" : "firing";
  if (TRUE_IS_FIRING.has(name)) return value ? "firing" : "resolved_weak";
  return null;
}
