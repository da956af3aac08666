import type { Severity } from "../../alerts/severity.ts";

/**
 * The severity of a bare number, only where every scale in use agrees; otherwise `null`, and the endpoint's default
 * applies. Priorities from 1 to 3 count down from the worst (P1); a priority above 5 is of a scale that goes up to 10.
 * Severities count both ways up to 7 (syslog down, others up) and only up beyond. Levels of 10 and more are those of
 * log libraries; 4 to 6 are the middle of the others.
 */
export function severityOfNumber(value: number, name: string): Severity | null {
  if (name.includes("priority")) return ofPriority(value);
  if (name.includes("level")) return ofLevel(value);
  return name.includes("severity") && value > 7 ? rising(value) : null;
}

function ofPriority(value: number): Severity | null {
  if (value > 5) return "critical";
  return ({ 1: "critical", 2: "major", 3: "minor" } as const)[value] ?? null;
}

function ofLevel(value: number): Severity | null {
  if (value >= 50) return "critical";
  if (value >= 40) return "major";
  if (value >= 30) return "minor";
  if (value === 10 || value === 20) return "info";
  return value >= 4 && value <= 6 ? "minor" : null;
}

const rising = (value: number): Severity | null => (value > 100 ? null : value >= 10 ? "critical" : "major");
