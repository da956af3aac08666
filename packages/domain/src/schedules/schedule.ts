/**
 * Who is on call. Everything in a layer is what the clock on the wall of `timeZone` shows; overrides are moments.
 * Ids of people are member ids or contact ids; the domain does not tell them apart.
 */
export interface Schedule {
  id: string;
  name: string;
  /** IANA name, such as `Europe/Kyiv`. */
  timeZone: string;
  /** From the ground up: a later layer covers the earlier ones wherever it has somebody on call. */
  layers: readonly Layer[];
  /** In the order in which they were made: a later one changes what the earlier ones left. */
  overrides: readonly Override[];
}

/** People who take turns. */
export interface Layer {
  id: string;
  name: string;
  /** The turns, in order and then from the first again. The people of one entry are on call together. */
  entries: readonly (readonly string[])[];
  rotation: Rotation;
  /** Milliseconds after local midnight. The first turn begins, and turns that are counted in days or weeks change, then. */
  handOverTimeMs: number;
  /** Local date of the first turn. */
  startsOn: LocalDate;
  /** The layer ends on this date at the hand-over time; `null`: never. */
  endsOn: LocalDate | null;
  /** The layer has somebody on call only inside these windows; none: always. Turns change outside of them as well. */
  restrictions: readonly Restriction[];
}

/** `YYYY-MM-DD`. */
export type LocalDate = string;

export type Rotation =
  | { unit: "hourly" | "daily" | "weekly"; every: number }
  /** Hand-over at each of these, every week. */
  | { unit: "custom"; handOvers: readonly { day: Weekday; timeMs: number }[] };

/** Weekly windows. Milliseconds after local midnight; `to` at or before `from` means the next day. */
export interface Restriction {
  /** The days on which the window begins. */
  days: readonly Weekday[];
  fromMs: number;
  toMs: number;
}

/** From `start` until just before `end`, milliseconds since the epoch. */
export interface Override {
  id: string;
  /** `replace`: these people and nobody else. `add`: these as well. `remove`: without these; a lower layer may stand in. */
  type: "replace" | "add" | "remove";
  start: number;
  end: number;
  members: readonly string[];
}

/** Somebody, or nobody, on call from `start` until just before `end`, in milliseconds since the epoch. */
export interface Shift {
  start: number;
  end: number;
  /** Empty: a gap. Nobody is on call. */
  members: readonly string[];
  why: Why;
}

/** What put them there: the layer that counts, and the overrides in force, in order. */
export interface Why {
  layerId: string | null;
  overrideIds: readonly string[];
}

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];
export const ROTATION_UNITS = ["hourly", "daily", "weekly", "custom"] as const;
export const OVERRIDE_TYPES = ["replace", "add", "remove"] as const;

/** Figures far above what a team of 200 needs, and low enough that a year resolves in milliseconds. */
export const SCHEDULE_LIMITS = {
  nameCharacters: 120,
  idCharacters: 60,
  layers: 10,
  entries: 100,
  membersOfEntry: 20,
  restrictions: 21,
  /** Seven days with four hand-overs each. */
  handOvers: 28,
  overrides: 500,
  /** A week, a year, a year. */
  every: { hourly: 168, daily: 366, weekly: 53 },
  /** An override longer than this is a change of the layers. */
  overrideMs: 366 * 86_400_000,
  /** Local dates lie between these years: before them clocks had offsets of seconds, after them nobody knows the rules. */
  years: { first: 2000, last: 2099 },
} as const;
