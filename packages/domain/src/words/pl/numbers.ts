import type { Unit } from "../lexicon.ts";

const TENS =
  `- - dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt`.split(
    " ",
  );
const GENITIVE = ["", "", "dwóch", "trzech", "czterech"];
const DAYS =
  `pierwszy drugi trzeci czwarty piąty szósty siódmy ósmy dziewiąty dziesiąty jedenasty dwunasty trzynasty czternasty
  piętnasty szesnasty siedemnasty osiemnasty dziewiętnasty dwudziesty`.split(/\s+/);
const TENTHS = ["", "", "dwudziesty", "trzydziesty"];

/** "Dwudziesty drugi": the day of a date. */
export function dayWords(day: number): string {
  if (day <= 20) return DAYS[day - 1] ?? String(day);
  const tens = TENTHS[Math.floor(day / 10)] ?? "";
  return day % 10 === 0 ? tens : `${tens} ${DAYS[(day % 10) - 1] ?? ""}`;
}

/** "Czternasta zero pięć", as Poles say times; midnight is "zero". */
export function clockWords(hour: number, minute: number): string {
  const ordinal = hour === 0 ? "zero" : dayWords(hour).replace(/y(?= |$)|gi(?= |$)|ci(?= |$)/g, feminine);
  return `${ordinal} ${minute === 0 ? "zero zero" : minute < 10 ? `zero ${minute}` : minute}`;
}

function feminine(end: string): string {
  return (
    new Map([
      ["gi", "ga"],
      ["ci", "cia"],
    ]).get(end) ?? "a"
  );
}

/** The numeral before a form of a unit, where the digits would be read otherwise: "jedna", "dwadzieścia dwie", "dwóch". */
export function numeral(count: number, unit: Unit, form: string): string | undefined {
  const is = (words: string | undefined) => words?.split(" ")[0] === form;
  if (count === 1) return oneOf(unit, is);
  const last = count % 10;
  if (last < 2 || last > 4 || (count % 100 > 10 && count % 100 < 15)) return undefined;
  if (
    is(unit.many) &&
    (!is(unit.few) || unit.gender === undefined) &&
    count < 5 &&
    unit.other !== unit.many
  ) {
    return is(unit.few) && !form.endsWith("ów") ? undefined : GENITIVE[last];
  }
  if (!is(unit.few) || last !== 2 || unit.gender !== "f") return undefined;
  if (count < 10) return "dwie";
  return `${count < 100 ? (TENS[(count - last) / 10] ?? "") : String(count - last)} dwie`;
}

function oneOf(unit: Unit, is: (words: string | undefined) => boolean): string | undefined {
  if (is(unit.one)) return { f: "jedna", n: "jedno", m: undefined }[unit.gender ?? "m"];
  if (is(unit.accusative)) return "jedną";
  return is(unit.other) && unit.other !== unit.one ? (unit.gender === "f" ? "jednej" : "jednego") : undefined;
}
