import type { Severity } from "../../alerts/severity.ts";
import type { Field, Place } from "./places.ts";
import { isObject } from "./places.ts";
import { severityOf } from "./severity-words.ts";

/** The promised order of top-level fields: the first that holds a severity wins (product, section 3). */
const TOP_LEVEL = ["severity", "status", "level", "priority", "alerttype", "alertlevel"] as const;

/** Names that hold a severity in labels, tags and nested objects. A nested `status` is a state and nothing else. */
const ELSEWHERE = [
  "severity",
  "level",
  "priority",
  "alertseverity",
  "alertpriority",
  "severityname",
  "perceivedseverity",
  "criticality",
  "servicestate",
  "loglevel",
] as const;

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
}

/** The promised top-level fields of a payload. */
export function readTopSeverity(place: Place | undefined): FoundSeverity | null {
  return firstOf(
    TOP_LEVEL.map((name) => place?.fields.get(name)),
    "usual",
  );
}

/** Labels, tags and nested objects, nearest first; then the tool's own names at the top. */
export function readNestedSeverity(places: readonly Place[]): FoundSeverity | null {
  for (const place of places) {
    const scale = place.fields.has("monitorcondition") ? "azure" : "usual";
    const found = firstOf(
      ELSEWHERE.map((name) => place.fields.get(name)),
      scale,
    );
    if (found !== null) return found;
  }
  return null;
}

export function readHeaderSeverity(headers: Readonly<Record<string, string>>): FoundSeverity | null {
  for (const name of ["priority", "x-priority"]) {
    const value = headers[name]?.trim().toLowerCase() ?? "";
    const severity = Object.hasOwn(HEADER_PRIORITIES, value) ? HEADER_PRIORITIES[value] : undefined;
    if (severity !== undefined) return { severity, source: `header ${name}` };
  }
  return null;
}

function firstOf(fields: readonly (Field | undefined)[], scale: "usual" | "azure"): FoundSeverity | null {
  for (const field of fields) {
    if (field === undefined) continue;
    const { value } = field;
    const named: unknown = isObject(value) ? (value.name ?? value.summary ?? value.value) : value;
    const severity = severityOf(named, scale);
    if (severity !== null) return { severity, source: field.path };
  }
  return null;
}
