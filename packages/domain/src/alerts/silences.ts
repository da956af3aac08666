import type { Severity } from "./severity.ts";

/** What keeps an alert's phones silent at this moment, besides people. Times are milliseconds since the epoch. */
export interface Silences {
  /** The maintenance window that holds for the alert's endpoint now; the one that ends last. */
  maintenance: { id: string; name: string; until: number } | null;
  /** When a window of the alert's endpoint begins or ends next; `null` for never. */
  windowsChangeAt: number | null;
  /** The end of a phone's quiet hours; `null` when it may ring for this severity now. */
  quietUntil: (phoneId: string, severity: Severity) => number | null;
}

export const NO_SILENCES: Silences = {
  maintenance: null,
  windowsChangeAt: null,
  quietUntil: () => null,
};
