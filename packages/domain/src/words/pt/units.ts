import type { Gender, Unit } from "../lexicon.ts";
import { scalesOf, type UnitNouns, unitsOf } from "../unit-symbols.ts";

const noun = (gender: Gender, one: string, other: string): Unit => ({ one, other, gender });
const always = (word: string): Unit => ({ other: word });

const NOUNS: UnitNouns = {
  nanosecond: noun("m", "nanossegundo", "nanossegundos"),
  microsecond: noun("m", "microssegundo", "microssegundos"),
  millisecond: noun("m", "milissegundo", "milissegundos"),
  second: noun("m", "segundo", "segundos"),
  minute: noun("m", "minuto", "minutos"),
  hour: noun("f", "hora", "horas"),
  day: noun("m", "dia", "dias"),
  week: noun("f", "semana", "semanas"),
  percent: always("por cento"),
  byte: noun("m", "byte", "bytes"),
  kilobyte: noun("m", "quilobyte", "quilobytes"),
  megabyte: noun("m", "megabyte", "megabytes"),
  gigabyte: noun("m", "gigabyte", "gigabytes"),
  terabyte: noun("m", "terabyte", "terabytes"),
  petabyte: noun("m", "petabyte", "petabytes"),
  kilobitPerSecond: noun("m", "quilobit por segundo", "quilobits por segundo"),
  megabitPerSecond: noun("m", "megabit por segundo", "megabits por segundo"),
  gigabitPerSecond: noun("m", "gigabit por segundo", "gigabits por segundo"),
  requestPerSecond: noun("f", "requisição por segundo", "requisições por segundo"),
  requestPerMinute: noun("f", "requisição por minuto", "requisições por minuto"),
  queryPerSecond: noun("f", "consulta por segundo", "consultas por segundo"),
  operation: noun("f", "operação", "operações"),
  thousand: always("mil"),
  million: noun("m", "milhão", "milhões"),
  hertz: noun("m", "hertz", "hertz"),
  kilohertz: noun("m", "quilohertz", "quilohertz"),
  megahertz: noun("m", "megahertz", "megahertz"),
  gigahertz: noun("m", "gigahertz", "gigahertz"),
  degree: noun("m", "grau", "graus"),
  volt: noun("m", "volt", "volts"),
  watt: noun("m", "watt", "watts"),
  kilowatt: noun("m", "quilowatt", "quilowatts"),
  decibel: noun("m", "decibel", "decibéis"),
  decibelMilliwatt: always("decibéis miliwatt"),
  time: noun("f", "vez", "vezes"),
  dollar: noun("m", "dólar", "dólares"),
  euro: noun("m", "euro", "euros"),
  pound: noun("f", "libra", "libras"),
};

export const UNITS = unitsOf(NOUNS, { second: "seg", hour: "hs" }, {});
export const { scales: SCALES, byteScales: BYTE_SCALES } = scalesOf(
  NOUNS,
  always("mil milhões"),
  noun("m", "trilhão", "trilhões"),
);

/** "uma hora", "duas horas", "um segundo"; a voice would read the masculine. */
export function numeral(count: number, { gender }: Unit): string | undefined {
  if (count === 1) return gender === "f" ? "uma" : gender === "m" ? "um" : undefined;
  return count === 2 && gender === "f" ? "duas" : undefined;
}
