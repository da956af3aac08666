import type { Lexicon } from "./lexicon.ts";

const CLOCK = String.raw`([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:[.,]\d{1,9})?)?`;
const ZONE = String.raw`(\s?(?:Z|UTC|GMT)\b|\s?[+-]\d{2}:?\d{2}\b)?`;
/** The word behind a time is in what is said of it already. */
const SUFFIX = String.raw`(?:\s?(?:Uhr|год\.?|h|hs|hrs)(?![\p{L}\d]))?`;
const FRENCH_TIME = /(?<![\w.:/-])([01]?\d|2[0-3])h([0-5]\d)(?!\w)/g;
const STAMP = new RegExp(
  String.raw`(?<![\d.-])(\d{4})-(\d{2})-(\d{2})(?:(?:T|\s{1,2})${CLOCK}${ZONE})?(?![\d-])`,
  "g",
);
/** With dots the day is first everywhere; with slashes, in English, the month. */
const YEAR_LAST = new RegExp(
  String.raw`(?<![\d./-])(\d{1,2})([./])(\d{1,2})\2(?:20\d\d)(?:\s?г\.|\s?р\.)?(?:,?\s{1,2}${CLOCK}${ZONE}${SUFFIX})?(?![\d/-]|\.\d)`,
  "gu",
);
const TIME = new RegExp(String.raw`(?<![\w.:/-])${CLOCK}${ZONE}${SUFFIX}(?![\w:])`, "gu");

/** Rule 6: `2026-11-22T14:05:33Z` → "November 22 at 14 oh 5 U T C". Year and seconds help nobody who was just woken. */
export function sayTimes(text: string, lexicon: Lexicon): string {
  const clock = (hour: string, minute: string, zone: string | undefined) =>
    `${lexicon.phrases.clock(Number(hour), Number(minute))}${/[ZUG]/.test(zone ?? "") ? ` ${lexicon.phrases.utc}` : ""}`;
  const date = (whole: string, month: string, day: string, hour?: string, minute?: string, zone?: string) => {
    const name = lexicon.months[Number(month) - 1];
    if (name === undefined || Number(day) < 1 || Number(day) > 31) return whole;
    const words = lexicon.phrases.date(name, Number(day));
    return hour === undefined || minute === undefined ? words : `${words}, ${clock(hour, minute, zone)}`;
  };
  return text
    .replace(
      STAMP,
      (whole, _year, month: string, day: string, hour?: string, minute?: string, zone?: string) =>
        date(whole, month, day, hour, minute, zone),
    )
    .replace(
      YEAR_LAST,
      (whole, first: string, mark: string, second: string, hour?: string, minute?: string, zone?: string) => {
        const monthFirst = mark === "/" && !lexicon.decimalComma && Number(first) <= 12;
        const [month, day] = monthFirst ? [first, second] : [second, first];
        return date(whole, month, day, hour, minute, zone);
      },
    )
    .replace(FRENCH_TIME, (whole, hour: string, minute: string) =>
      lexicon.decimalComma ? clock(hour, minute, undefined) : whole,
    )
    .replace(TIME, (_, hour: string, minute: string, zone?: string) => clock(hour, minute, zone));
}
