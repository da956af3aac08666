import type { Severity } from "../alerts/severity.ts";

/** One telephone number as the platform sees it. Times are milliseconds since the epoch. */
export interface LineState {
  /** The one live call of this number, across all organizations. */
  live: {
    callId: string;
    organizationId: string;
    absorbs: boolean;
    /** It only tests the phone: an alert takes its place. */
    drill?: boolean;
  } | null;
  /** The end of the last call for alerts, and whose it was. */
  lastEnded: { at: number; organizationId: string } | null;
  /** Starts of the calls of the last three minutes; a bare moment is anybody's call, as it was kept before. */
  recentStarts: readonly (number | CallStart)[];
}

export interface CallStart {
  at: number;
  organizationId: string;
  drill?: boolean;
}

/** An attempt that waits for its line. */
export interface WaitingAttempt {
  attemptId: string;
  organizationId: string;
  severity: Severity;
  ignoreCooldown: boolean;
  /** Not before this moment, for instance after a ghost leg. */
  notBefore: number;
  since: number;
  /** It only tests the phone: alerts go before it. */
  drill?: boolean;
}
