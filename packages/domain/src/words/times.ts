import type { Lexicon } from "./lexicon.ts";

const CLOCK = String.raw`([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:[.,]\d{1,9})?)?`;
const ZONE = String.raw`(\s?(?:Z|UTC|GMT)\b|\s?[+-]\d{2}:?\d{2}\b)?`;
const STAMP = new RegExp(
  String.raw`(?<![\d.-])(\d{4})-(\d{2})-(\d{2})(?:(?:T|\s{1,2})${CLOCK}${ZONE})?(?![\d-])`,
  "g",
);
const TIME = new RegExp(String.raw`(?<![\w.:/-])${CLOCK}${ZONE}(?![\w:])`, "g");

/** Rule 6: `2026-11-22T14:05:33Z` → "November 22 at 14 oh 5 U T C". Year and seconds help nobody who was just woken. */
export function sayTimes(text: string, lexicon: Lexicon): string {
  const clock = (hour: string, minute: string, zone: string | undefined) =>
    `${lexicon.phrases.clock(Number(hour), Number(minute))}${/[ZUG]/.test(zone ?? "") ? ` ${lexicon.phrases.utc}` : ""}`;
  return text
    .replace(
      STAMP,
      (whole, _year, month: string, day: string, hour?: string, minute?: string, zone?: string) => {
        const name = lexicon.months[Number(month) - 1];
        if (name === undefined || Number(day) < 1 || Number(day) > 31) return whole;
        const date = lexicon.phrases.date(name, Number(day));
        return hour === undefined || minute === undefined ? date : `${date}, ${clock(hour, minute, zone)}`;
      },
    )
    .replace(TIME, (_, hour: string, minute: string, zone?: string) => clock(hour, minute, zone));
}
