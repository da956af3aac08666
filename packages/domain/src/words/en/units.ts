import type { Unit } from "../lexicon.ts";

const unit = (one: string, other = `${one}s`): Unit => ({ one, other });
const always = (word: string): Unit => ({ other: word });

const [byte, kilobyte, megabyte, gigabyte, terabyte, petabyte] = [
  unit("byte"),
  unit("kilobyte"),
  unit("megabyte"),
  unit("gigabyte"),
  unit("terabyte"),
  unit("petabyte"),
];
const thousand = always("thousand");
const million = always("million");

/** By what is written behind the number; case matters (`5m` minutes, `5M` million). */
export const UNITS: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ["ns", unit("nanosecond")],
  ["us", unit("microsecond")],
  ["μs", unit("microsecond")],
  ["ms", unit("millisecond")],
  ["msec", unit("millisecond")],
  ["s", unit("second")],
  ["sec", unit("second")],
  ["secs", unit("second")],
  ["m", unit("minute")],
  ["min", unit("minute")],
  ["mins", unit("minute")],
  ["h", unit("hour")],
  ["hr", unit("hour")],
  ["hrs", unit("hour")],
  ["d", unit("day")],
  ["w", unit("week")],
  ["%", always("percent")],
  ["pct", always("percent")],
  ["B", byte],
  ["bytes", byte],
  ["k", thousand],
  ["K", thousand],
  ["M", million],
  ["kB", kilobyte],
  ["KB", kilobyte],
  ["KiB", kilobyte],
  ["Ki", kilobyte],
  ["MB", megabyte],
  ["MiB", megabyte],
  ["Mi", megabyte],
  ["GB", gigabyte],
  ["GiB", gigabyte],
  ["Gi", gigabyte],
  ["G", gigabyte],
  ["TB", terabyte],
  ["TiB", terabyte],
  ["Ti", terabyte],
  ["PB", petabyte],
  ["PiB", petabyte],
  ["kbps", unit("kilobit per second", "kilobits per second")],
  ["Mbps", unit("megabit per second", "megabits per second")],
  ["Mbit/s", unit("megabit per second", "megabits per second")],
  ["Gbps", unit("gigabit per second", "gigabits per second")],
  ["Gbit/s", unit("gigabit per second", "gigabits per second")],
  ["rps", unit("request per second", "requests per second")],
  ["req/s", unit("request per second", "requests per second")],
  ["qps", unit("query per second", "queries per second")],
  ["rpm", unit("request per minute", "requests per minute")],
  ["ops", unit("operation")],
  ["Hz", always("hertz")],
  ["kHz", always("kilohertz")],
  ["MHz", always("megahertz")],
  ["GHz", always("gigahertz")],
  ["°C", unit("degree")],
  ["°F", unit("degree")],
  ["°", unit("degree")],
  ["V", unit("volt")],
  ["kW", unit("kilowatt")],
  ["W", unit("watt")],
  ["dBm", always("decibel milliwatts")],
  ["dB", always("decibels")],
  ["x", unit("time")],
]);

export const SCALES = [
  { value: 1e12, word: "trillion" },
  { value: 1e9, word: "billion" },
  { value: 1e6, word: "million" },
] as const;

export const BYTE_SCALES = [
  { value: 1e12, unit: terabyte },
  { value: 1e9, unit: gigabyte },
  { value: 1e6, unit: megabyte },
  { value: 1e3, unit: kilobyte },
] as const;
