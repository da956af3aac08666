import { type Gender, type Unit, wordSet } from "../lexicon.ts";
import { scalesOf, type UnitNouns, unitsOf } from "../unit-symbols.ts";

const noun = (gender: Gender, one: string, other = one): Unit => ({ one, other, gender });
const perSecond = (gender: Gender, one: string, other = one) =>
  noun(gender, `${one} pro Sekunde`, `${other} pro Sekunde`);

const NOUNS: UnitNouns = {
  nanosecond: noun("f", "Nanosekunde", "Nanosekunden"),
  microsecond: noun("f", "Mikrosekunde", "Mikrosekunden"),
  millisecond: noun("f", "Millisekunde", "Millisekunden"),
  second: noun("f", "Sekunde", "Sekunden"),
  minute: noun("f", "Minute", "Minuten"),
  hour: noun("f", "Stunde", "Stunden"),
  day: noun("m", "Tag", "Tage"),
  week: noun("f", "Woche", "Wochen"),
  percent: noun("n", "Prozent"),
  byte: noun("n", "Byte"),
  kilobyte: noun("n", "Kilobyte"),
  megabyte: noun("n", "Megabyte"),
  gigabyte: noun("n", "Gigabyte"),
  terabyte: noun("n", "Terabyte"),
  petabyte: noun("n", "Petabyte"),
  kilobitPerSecond: perSecond("n", "Kilobit"),
  megabitPerSecond: perSecond("n", "Megabit"),
  gigabitPerSecond: perSecond("n", "Gigabit"),
  requestPerSecond: perSecond("f", "Anfrage", "Anfragen"),
  requestPerMinute: noun("f", "Anfrage pro Minute", "Anfragen pro Minute"),
  queryPerSecond: perSecond("f", "Abfrage", "Abfragen"),
  operation: noun("f", "Operation", "Operationen"),
  thousand: { other: "tausend" },
  million: noun("f", "Million", "Millionen"),
  hertz: noun("n", "Hertz"),
  kilohertz: noun("n", "Kilohertz"),
  megahertz: noun("n", "Megahertz"),
  gigahertz: noun("n", "Gigahertz"),
  degree: noun("n", "Grad"),
  volt: noun("n", "Volt"),
  watt: noun("n", "Watt"),
  kilowatt: noun("n", "Kilowatt"),
  decibel: noun("n", "Dezibel"),
  decibelMilliwatt: noun("n", "Dezibel Milliwatt"),
  time: noun("n", "Mal"),
  dollar: noun("m", "Dollar"),
  euro: noun("m", "Euro"),
  pound: noun("n", "Pfund"),
};

export const UNITS = unitsOf(NOUNS, { second: "Sek", minute: "Min", hour: "Std" }, {});
export const { scales: SCALES, byteScales: BYTE_SCALES } = scalesOf(
  NOUNS,
  noun("f", "Milliarde", "Milliarden"),
  noun("f", "Billion", "Billionen"),
);

const DATIVE = wordSet("aus bei mit nach seit von vor zu");

/** "eine Sekunde", "ein Tag", "seit einer Stunde"; a voice would read "eins". */
export function numeral(count: number, { gender }: Unit, _form: string, before: string): string | undefined {
  if (count !== 1 || gender === undefined) return undefined;
  const numeral = gender === "f" ? "eine" : "ein";
  if (!DATIVE.has(before)) return numeral;
  return gender === "f" ? "einer" : "einem";
}
