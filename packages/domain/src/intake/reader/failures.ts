import { namesOf } from "./names.ts";
import type { Field } from "./places.ts";

/** What a job that is merely `finished` or `complete` may have left behind: counts of failures, errors. */
export const FAILURES = namesOf(
  "failures failed errors errorcount errorscount failedcount failurecount failurescount numfailed numfailures numerrors failedtests testsfailed totalfailed error exception",
);

/** A count above 0, or an error that is there at all. */
export function saysFailure({ value }: Field): boolean {
  if (typeof value === "number") return value > 0;
  if (typeof value === "string") return !/^(?:|0+|null|none|no|false|ok|success|n\/a|-)$/i.test(value.trim());
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return value === true;
}
