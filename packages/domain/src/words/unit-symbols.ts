import type { Unit } from "./lexicon.ts";

/** What a language must name, by the symbols that stand for it everywhere. Case matters (`5m` minutes, `5M` million). */
const SYMBOLS = {
  nanosecond: "ns",
  microsecond: "us μs usec",
  millisecond: "ms msec",
  second: "s sec secs",
  minute: "m min mins",
  hour: "h hr hrs",
  day: "d",
  week: "w",
  percent: "% pct",
  byte: "B",
  kilobyte: "kB KB KiB Ki",
  megabyte: "MB MiB Mi",
  gigabyte: "GB GiB Gi G",
  terabyte: "TB TiB Ti",
  petabyte: "PB PiB",
  kilobitPerSecond: "kbps Kbps kbit/s",
  megabitPerSecond: "Mbps Mbit/s",
  gigabitPerSecond: "Gbps Gbit/s",
  requestPerSecond: "rps req/s",
  requestPerMinute: "rpm",
  queryPerSecond: "qps",
  operation: "ops",
  thousand: "k K",
  million: "M",
  hertz: "Hz",
  kilohertz: "kHz",
  megahertz: "MHz",
  gigahertz: "GHz",
  degree: "°C °F °",
  volt: "V",
  watt: "W",
  kilowatt: "kW",
  decibel: "dB",
  decibelMilliwatt: "dBm",
  time: "x",
  dollar: "$ USD",
  euro: "€ EUR",
  pound: "£ GBP",
} as const;

/** English words that English texts write out: other languages say them in their own. */
const ENGLISH: Partial<Record<keyof typeof SYMBOLS, string>> = {
  nanosecond: "nanosecond nanoseconds",
  microsecond: "microsecond microseconds",
  millisecond: "millisecond milliseconds",
  second: "second seconds",
  minute: "minute minutes",
  hour: "hour hours",
  day: "day days",
  week: "week weeks",
  byte: "byte bytes",
  kilobyte: "kilobyte kilobytes",
  megabyte: "megabyte megabytes",
  gigabyte: "gigabyte gigabytes",
  terabyte: "terabyte terabytes",
  petabyte: "petabyte petabytes",
  percent: "percent",
  volt: "volts",
  watt: "watts",
  degree: "degrees",
  time: "times",
  dollar: "dollars",
};

export type UnitNoun = keyof typeof SYMBOLS;
export type UnitNouns = Record<UnitNoun, Unit>;

/** Everybody's symbols, and in the language's own way of writing more: `{ second: "с сек" }`. */
export function symbolsOf(
  nouns: UnitNouns,
  own: Partial<Record<UnitNoun, string>> = {},
): ReadonlyMap<string, Unit> {
  return new Map([...byName(SYMBOLS, nouns), ...byName(own, nouns)]);
}

/**
 * The units of another language than English: symbols, English words (`5 minutes`), and `more`: things that alerts count,
 * by their English name in lower case ("errors").
 */
export function unitsOf(
  nouns: UnitNouns,
  own: Partial<Record<UnitNoun, string>>,
  more: Readonly<Record<string, Unit>>,
): ReadonlyMap<string, Unit> {
  return new Map([...Object.entries(more), ...byName(ENGLISH, nouns), ...symbolsOf(nouns, own)]);
}

function byName(names: Partial<Record<UnitNoun, string>>, nouns: UnitNouns): [string, Unit][] {
  return Object.entries(names).flatMap(([noun, written]) =>
    written.split(" ").map((name): [string, Unit] => [name, nouns[noun as UnitNoun]]),
  );
}

/** Scales of large numbers and of bytes, largest first. */
export function scalesOf(
  { terabyte, gigabyte, megabyte, kilobyte, million }: UnitNouns,
  billion: Unit,
  trillion: Unit,
) {
  return {
    scales: [
      { value: 1e12, unit: trillion },
      { value: 1e9, unit: billion },
      { value: 1e6, unit: million },
    ],
    byteScales: [
      { value: 1e12, unit: terabyte },
      { value: 1e9, unit: gigabyte },
      { value: 1e6, unit: megabyte },
      { value: 1e3, unit: kilobyte },
    ],
  };
}
