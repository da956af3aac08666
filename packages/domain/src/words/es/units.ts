import type { Gender, Unit } from "../lexicon.ts";
import { scalesOf, type UnitNouns, unitsOf } from "../unit-symbols.ts";

const noun = (gender: Gender, one: string, other: string): Unit => ({ one, other, gender });
const always = (word: string): Unit => ({ other: word });

const NOUNS: UnitNouns = {
  nanosecond: noun("m", "nanosegundo", "nanosegundos"),
  microsecond: noun("m", "microsegundo", "microsegundos"),
  millisecond: noun("m", "milisegundo", "milisegundos"),
  second: noun("m", "segundo", "segundos"),
  minute: noun("m", "minuto", "minutos"),
  hour: noun("f", "hora", "horas"),
  day: noun("m", "día", "días"),
  week: noun("f", "semana", "semanas"),
  percent: always("por ciento"),
  byte: noun("m", "byte", "bytes"),
  kilobyte: noun("m", "kilobyte", "kilobytes"),
  megabyte: noun("m", "megabyte", "megabytes"),
  gigabyte: noun("m", "gigabyte", "gigabytes"),
  terabyte: noun("m", "terabyte", "terabytes"),
  petabyte: noun("m", "petabyte", "petabytes"),
  kilobitPerSecond: noun("m", "kilobit por segundo", "kilobits por segundo"),
  megabitPerSecond: noun("m", "megabit por segundo", "megabits por segundo"),
  gigabitPerSecond: noun("m", "gigabit por segundo", "gigabits por segundo"),
  requestPerSecond: noun("f", "petición por segundo", "peticiones por segundo"),
  requestPerMinute: noun("f", "petición por minuto", "peticiones por minuto"),
  queryPerSecond: noun("f", "consulta por segundo", "consultas por segundo"),
  operation: noun("f", "operación", "operaciones"),
  thousand: always("mil"),
  million: noun("m", "millón", "millones"),
  hertz: noun("m", "hercio", "hercios"),
  kilohertz: noun("m", "kilohercio", "kilohercios"),
  megahertz: noun("m", "megahercio", "megahercios"),
  gigahertz: noun("m", "gigahercio", "gigahercios"),
  degree: noun("m", "grado", "grados"),
  volt: noun("m", "voltio", "voltios"),
  watt: noun("m", "vatio", "vatios"),
  kilowatt: noun("m", "kilovatio", "kilovatios"),
  decibel: noun("m", "decibelio", "decibelios"),
  decibelMilliwatt: always("decibelios milivatio"),
  time: noun("f", "vez", "veces"),
  dollar: noun("m", "dólar", "dólares"),
  euro: noun("m", "euro", "euros"),
  pound: noun("f", "libra", "libras"),
};

export const UNITS = unitsOf(NOUNS, { second: "seg", hour: "hs" }, {});
export const { scales: SCALES, byteScales: BYTE_SCALES } = scalesOf(
  NOUNS,
  { other: "mil millones" },
  noun("m", "billón", "billones"),
);

/** "un" and "una": a voice that sees a digit may say it as in counting. */
export function numeral(count: number, { gender }: Unit): string | undefined {
  if (count !== 1 || gender === undefined) return undefined;
  return gender === "f" ? "una" : "un";
}
