import type { Gender, Unit } from "../lexicon.ts";
import { scalesOf, type UnitNouns, unitsOf } from "../unit-symbols.ts";

const noun = (gender: Gender, one: string, other: string): Unit => ({ one, other, gender });
const always = (word: string): Unit => ({ other: word });

const NOUNS: UnitNouns = {
  nanosecond: noun("f", "nanoseconde", "nanosecondes"),
  microsecond: noun("f", "microseconde", "microsecondes"),
  millisecond: noun("f", "milliseconde", "millisecondes"),
  second: noun("f", "seconde", "secondes"),
  minute: noun("f", "minute", "minutes"),
  hour: noun("f", "heure", "heures"),
  day: noun("m", "jour", "jours"),
  week: noun("f", "semaine", "semaines"),
  percent: always("pour cent"),
  byte: noun("m", "octet", "octets"),
  kilobyte: noun("m", "kilooctet", "kilooctets"),
  megabyte: noun("m", "mégaoctet", "mégaoctets"),
  gigabyte: noun("m", "gigaoctet", "gigaoctets"),
  terabyte: noun("m", "téraoctet", "téraoctets"),
  petabyte: noun("m", "pétaoctet", "pétaoctets"),
  kilobitPerSecond: noun("m", "kilobit par seconde", "kilobits par seconde"),
  megabitPerSecond: noun("m", "mégabit par seconde", "mégabits par seconde"),
  gigabitPerSecond: noun("m", "gigabit par seconde", "gigabits par seconde"),
  requestPerSecond: noun("f", "requête par seconde", "requêtes par seconde"),
  requestPerMinute: noun("f", "requête par minute", "requêtes par minute"),
  queryPerSecond: noun("f", "requête par seconde", "requêtes par seconde"),
  operation: noun("f", "opération", "opérations"),
  thousand: always("mille"),
  million: noun("m", "million", "millions"),
  hertz: noun("m", "hertz", "hertz"),
  kilohertz: noun("m", "kilohertz", "kilohertz"),
  megahertz: noun("m", "mégahertz", "mégahertz"),
  gigahertz: noun("m", "gigahertz", "gigahertz"),
  degree: noun("m", "degré", "degrés"),
  volt: noun("m", "volt", "volts"),
  watt: noun("m", "watt", "watts"),
  kilowatt: noun("m", "kilowatt", "kilowatts"),
  decibel: noun("m", "décibel", "décibels"),
  decibelMilliwatt: always("décibels milliwatt"),
  time: noun("f", "fois", "fois"),
  dollar: noun("m", "dollar", "dollars"),
  euro: noun("m", "euro", "euros"),
  pound: noun("f", "livre", "livres"),
};

export const UNITS = unitsOf(
  NOUNS,
  { second: "sec", day: "j", byte: "o", kilobyte: "ko Ko", megabyte: "Mo", gigabyte: "Go", terabyte: "To" },
  {},
);
export const { scales: SCALES, byteScales: BYTE_SCALES } = scalesOf(
  NOUNS,
  noun("m", "milliard", "milliards"),
  noun("m", "billion", "billions"),
);

/** "un" and "une": a voice that sees a digit may say it as in counting. */
export function numeral(count: number, { gender }: Unit): string | undefined {
  if (count !== 1 || gender === undefined) return undefined;
  return gender === "f" ? "une" : "un";
}
