import type { Gender, Unit } from "../lexicon.ts";
import { scalesOf, type UnitNouns, unitsOf } from "../unit-symbols.ts";

const noun = (gender: Gender, one: string, other: string): Unit => ({ one, other, gender });
const always = (word: string): Unit => ({ other: word });

const NOUNS: UnitNouns = {
  nanosecond: noun("m", "nanosecondo", "nanosecondi"),
  microsecond: noun("m", "microsecondo", "microsecondi"),
  millisecond: noun("m", "millisecondo", "millisecondi"),
  second: noun("m", "secondo", "secondi"),
  minute: noun("m", "minuto", "minuti"),
  hour: noun("f", "ora", "ore"),
  day: noun("m", "giorno", "giorni"),
  week: noun("f", "settimana", "settimane"),
  percent: always("per cento"),
  byte: noun("m", "byte", "byte"),
  kilobyte: noun("m", "kilobyte", "kilobyte"),
  megabyte: noun("m", "megabyte", "megabyte"),
  gigabyte: noun("m", "gigabyte", "gigabyte"),
  terabyte: noun("m", "terabyte", "terabyte"),
  petabyte: noun("m", "petabyte", "petabyte"),
  kilobitPerSecond: noun("m", "kilobit al secondo", "kilobit al secondo"),
  megabitPerSecond: noun("m", "megabit al secondo", "megabit al secondo"),
  gigabitPerSecond: noun("m", "gigabit al secondo", "gigabit al secondo"),
  requestPerSecond: noun("f", "richiesta al secondo", "richieste al secondo"),
  requestPerMinute: noun("f", "richiesta al minuto", "richieste al minuto"),
  queryPerSecond: noun("f", "query al secondo", "query al secondo"),
  operation: noun("f", "operazione", "operazioni"),
  thousand: always("mila"),
  million: noun("m", "milione", "milioni"),
  hertz: noun("m", "hertz", "hertz"),
  kilohertz: noun("m", "kilohertz", "kilohertz"),
  megahertz: noun("m", "megahertz", "megahertz"),
  gigahertz: noun("m", "gigahertz", "gigahertz"),
  degree: noun("m", "grado", "gradi"),
  volt: noun("m", "volt", "volt"),
  watt: noun("m", "watt", "watt"),
  kilowatt: noun("m", "kilowatt", "kilowatt"),
  decibel: noun("m", "decibel", "decibel"),
  decibelMilliwatt: always("decibel milliwatt"),
  time: noun("f", "volta", "volte"),
  dollar: noun("m", "dollaro", "dollari"),
  euro: noun("m", "euro", "euro"),
  pound: noun("f", "sterlina", "sterline"),
};

export const UNITS = unitsOf(NOUNS, { second: "sec", day: "gg" }, {});
export const { scales: SCALES, byteScales: BYTE_SCALES } = scalesOf(
  NOUNS,
  noun("m", "miliardo", "miliardi"),
  noun("m", "bilione", "bilioni"),
);

/** "un secondo", "una settimana", "un'ora". */
export function numeral(count: number, { gender }: Unit, form: string): string | undefined {
  if (count !== 1 || gender === undefined) return undefined;
  if (gender === "m") return "un";
  return /^[aeiou]/.test(form) ? "un'" : "una";
}
