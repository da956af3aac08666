import type { Unit } from "../lexicon.ts";
import { scalesOf, symbolsOf, type UnitNouns } from "../unit-symbols.ts";

const unit = (one: string, other = `${one}s`): Unit => ({ one, other });
const always = (word: string): Unit => ({ other: word });

const NOUNS: UnitNouns = {
  nanosecond: unit("nanosecond"),
  microsecond: unit("microsecond"),
  millisecond: unit("millisecond"),
  second: unit("second"),
  minute: unit("minute"),
  hour: unit("hour"),
  day: unit("day"),
  week: unit("week"),
  percent: always("percent"),
  byte: unit("byte"),
  kilobyte: unit("kilobyte"),
  megabyte: unit("megabyte"),
  gigabyte: unit("gigabyte"),
  terabyte: unit("terabyte"),
  petabyte: unit("petabyte"),
  kilobitPerSecond: unit("kilobit per second", "kilobits per second"),
  megabitPerSecond: unit("megabit per second", "megabits per second"),
  gigabitPerSecond: unit("gigabit per second", "gigabits per second"),
  requestPerSecond: unit("request per second", "requests per second"),
  requestPerMinute: unit("request per minute", "requests per minute"),
  queryPerSecond: unit("query per second", "queries per second"),
  operation: unit("operation"),
  thousand: always("thousand"),
  million: always("million"),
  hertz: always("hertz"),
  kilohertz: always("kilohertz"),
  megahertz: always("megahertz"),
  gigahertz: always("gigahertz"),
  degree: unit("degree"),
  volt: unit("volt"),
  watt: unit("watt"),
  kilowatt: unit("kilowatt"),
  decibel: always("decibels"),
  decibelMilliwatt: always("decibel milliwatts"),
  time: unit("time"),
  dollar: unit("dollar"),
  euro: unit("euro"),
  pound: unit("pound"),
};

export const UNITS = new Map([...symbolsOf(NOUNS), ["bytes", NOUNS.byte]]);
export const { scales: SCALES, byteScales: BYTE_SCALES } = scalesOf(
  NOUNS,
  always("billion"),
  always("trillion"),
);
