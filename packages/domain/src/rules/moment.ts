/** To the minute or finer. A local time without its offset would be another moment for every reader. */
const MOMENT = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;

/** Whether `YYYY-MM-DD` is a day of the calendar: `Date.parse` alone takes 31 November for 1 December. */
export function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** ISO 8601 with an offset or `Z`, in milliseconds since the epoch; `null` when it is none, or its day does not exist. */
export function momentOf(text: string): number | null {
  const day = MOMENT.exec(text)?.[1];
  const at = day !== undefined && isDay(day) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
