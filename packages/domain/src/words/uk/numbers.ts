import type { Unit } from "../lexicon.ts";

const TENS = [
  "",
  "",
  "двадцять",
  "тридцять",
  "сорок",
  "п'ятдесят",
  "шістдесят",
  "сімдесят",
  "вісімдесят",
  "дев'яносто",
];
const OBLIQUE = ["", "", "двох", "трьох", "чотирьох"];
const DAYS =
  `перше друге третє четверте п'яте шосте сьоме восьме дев'яте десяте одинадцяте дванадцяте тринадцяте чотирнадцяте
  п'ятнадцяте шістнадцяте сімнадцяте вісімнадцяте дев'ятнадцяте двадцяте`.split(/\s+/);

/** "Двадцять друге": the day of a date. */
export function dayWords(day: number): string {
  if (day <= 20) return DAYS[day - 1] ?? String(day);
  if (day === 30) return "тридцяте";
  return `${TENS[Math.floor(day / 10)] ?? ""} ${DAYS[(day % 10) - 1] ?? ""}`;
}

/** The numeral before a form of a unit, where the digits would be read otherwise: "одна", "двадцять дві", "двох". */
export function numeral(count: number, unit: Unit, form: string): string | undefined {
  const last = count % 10;
  if (last < 1 || last > 4 || (count % 100 > 10 && count % 100 < 15)) return undefined;
  const word = last === 1 ? oneOf(unit, form) : severalOf(last, unit, form);
  if (word === undefined) return undefined;
  if (count < 10) return word;
  return `${count < 100 ? (TENS[(count - last) / 10] ?? "") : String(count - last)} ${word}`;
}

function oneOf(unit: Unit, form: string): string | undefined {
  const startsWith = (words: string | undefined) => words?.split(" ")[0] === form;
  if (startsWith(unit.one)) return { f: "одна", n: "одне", m: undefined }[unit.gender ?? "m"];
  if (startsWith(unit.accusative)) return "одну";
  if (!startsWith(unit.other)) return undefined;
  return unit.gender === "f" ? "однієї" : "одного";
}

function severalOf(last: number, unit: Unit, form: string): string | undefined {
  if (unit.few?.split(" ")[0] === form) return last === 2 && unit.gender === "f" ? "дві" : undefined;
  return unit.many?.split(" ")[0] === form ? OBLIQUE[last] : undefined;
}
