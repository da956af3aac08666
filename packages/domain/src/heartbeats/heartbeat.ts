/** When a heartbeat is expected, and how long to wait beyond that. */
export interface HeartbeatSettings {
  schedule: { kind: "period"; seconds: number } | { kind: "cron"; expression: string; timeZone: string };
  /** Beyond the expected moment; after a `start`, the longest that the work may take. */
  graceSeconds: number;
}

/** What is known of one heartbeat. Moments in milliseconds since the epoch. */
export interface HeartbeatState {
  /** The last ping that said the work is done, well or badly; `null` before the first: nothing is missed yet. */
  lastPingAt: number | null;
  /** The work has said that it began, and not yet that it ended. */
  startedAt: number | null;
  /** Missing or failed, and its alert was raised: until a ping says that all is well. */
  down: boolean;
  /** We were away when it was due, so pings could not reach us: it has until then. */
  waitUntil: number | null;
}

export const SIGNALS = ["success", "start", "fail"] as const;
export type Signal = (typeof SIGNALS)[number];

/** What a ping or its absence means: an alert begins or goes on, the alert ends, or nothing. */
export type HeartbeatNews = "failed" | "missing" | "back" | null;

export interface HeartbeatStep {
  state: HeartbeatState;
  news: HeartbeatNews;
}

export const NEVER_PINGED: HeartbeatState = {
  lastPingAt: null,
  startedAt: null,
  down: false,
  waitUntil: null,
};

export const HEARTBEAT_LIMITS = {
  seconds: { min: 10, max: 366 * 86_400 },
  graceSeconds: { min: 5, max: 366 * 86_400 },
} as const;

/** For a heartbeat whose stored settings cannot be read: watched once a day, loudly, rather than not at all. */
export const DEFAULT_HEARTBEAT: HeartbeatSettings = {
  schedule: { kind: "period", seconds: 86_400 },
  graceSeconds: 3_600,
};
