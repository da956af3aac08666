import { line, textLine } from "../schedules/ical-lines.ts";

const NOTE = [
  "These numbers call you when something is wrong. Save this card, so that you see who calls.",
  "iPhone: open the contact, Edit, Ringtone, Emergency Bypass: it rings in silent mode and Do Not Disturb.",
  "Android: add the contact to your favourites (star), then let starred contacts through Do Not Disturb.",
].join("\n");

/**
 * One card (RFC 6350, version 4.0) with every number that may call, so that a telephone knows them all under one name.
 * Lines are folded and text is escaped as in iCalendar, whose rules are the same (3.2, 3.4).
 * @param numbers E.164, each once
 * @param uid stays the same while the numbers change, so that a telephone replaces the card
 */
export function toVCard(numbers: readonly string[], uid: string): string {
  return [
    line("BEGIN", "VCARD"),
    line("VERSION", "4.0"),
    line("KIND", "org"),
    textLine("UID;VALUE=text", uid),
    line("FN", "CallPing"),
    line("N", "CallPing;;;;"),
    line("ORG", "CallPing"),
    ...numbers.map((number) => line('TEL;VALUE=uri;TYPE="voice,work"', `tel:${number}`)),
    textLine("NOTE", NOTE),
    line("END", "VCARD"),
  ].join("");
}
