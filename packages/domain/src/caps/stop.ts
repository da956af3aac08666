/** Counted a day, an organization. */
export const DAILY_CAPS = ["calls_per_day", "new_destinations_per_day", "units_per_day"] as const;
export type DailyCap = (typeof DAILY_CAPS)[number];

/** What stops a call, or a number that is saved, beside the number safety net. Stable codes. */
export const STOP_REASONS = [
  ...DAILY_CAPS,
  "prefix_velocity",
  "calls_stopped",
  "country_not_switched_on",
  "country_needs_operator",
  "country_never_called",
] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** Why a call is not made, as timelines and the API tell it. */
export interface Stopped {
  reason: StopReason;
  message: string;
}

const RESET = "It ends at midnight UTC, or when an operator raises it";

/** What happened, and how it ends; the plan goes on to mail and to other people in any case. */
export const STOP_MESSAGES: Record<StopReason, string> = {
  calls_per_day: `The organization has made as many calls as it may in a day. ${RESET}.`,
  new_destinations_per_day: `The organization has called as many new numbers as it may in a day. Numbers that it called before are rung as ever. ${RESET}.`,
  units_per_day: `The organization has spent on calls what it may in a day; calls to dearer countries count more. ${RESET}.`,
  prefix_velocity:
    "Too many new numbers that begin like this one were called within an hour. Numbers that were called before are rung as ever. It ends by itself within the hour, or when an operator looks into it.",
  calls_stopped: "An operator has stopped all calls of the organization, until an operator lets them go on.",
  country_not_switched_on:
    "The number's country is not switched on. An owner switches it on: PUT /api/v1/countries/{country}.",
  country_needs_operator: "The number's country is called only when an operator has switched it on.",
  country_never_called: "CallPing calls no number of this country.",
};

export function stopped(reason: StopReason): Stopped {
  return { reason, message: STOP_MESSAGES[reason] };
}

/** Whether owners are told at once: the call would have been made, and a fence against fraud stopped it. */
export function isTold(reason: string): boolean {
  const told: readonly string[] = [...DAILY_CAPS, "prefix_velocity", "calls_stopped"];
  return told.includes(reason);
}
