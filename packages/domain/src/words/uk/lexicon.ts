import { ACRONYMS_IN_IDENTIFIERS, SHORT_WORDS } from "../en/acronyms.ts";
import { type Lexicon, wordSet } from "../lexicon.ts";
import { GLOSSARY } from "./glossary.ts";
import { ACRONYMS, LEAD_INS, LETTERS } from "./letters.ts";
import { dayWords, numeral } from "./numbers.ts";
import { PRODUCTS } from "./products.ts";
import { respellForUkrainian } from "./respell.ts";
import { BYTE_SCALES, SCALES, UNITS } from "./units.ts";
import { WORDS } from "./words.ts";

const STATUS_CLASSES = ["", "сті", "двохсоті", "трьохсоті", "чотирьохсоті", "п'ятсоті"];
const GENITIVE = "з із зі до від протягом після близько менше більше of within after";
const ACCUSATIVE = "через за на вже уже понад for in over past every кожну кожні останню";

export const UKRAINIAN: Lexicon = {
  language: "uk",
  alphabet: "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
  letters: LETTERS,
  respell: respellForUkrainian,
  words: new Map([...PRODUCTS, ...WORDS]),
  glossary: GLOSSARY,
  // Letters tell the languages apart: no Ukrainian word is an English one.
  ownWords: new Set(),
  acronyms: ACRONYMS,
  acronymsInIdentifiers: ACRONYMS_IN_IDENTIFIERS,
  shortWords: SHORT_WORDS,
  leadIns: LEAD_INS,
  units: UNITS,
  scales: SCALES,
  byteScales: BYTE_SCALES,
  decimalComma: true,
  numeral,
  cases: new Map([
    ...[...wordSet(GENITIVE)].map((word) => [word, "genitive"] as const),
    ...[...wordSet(ACCUSATIVE)].map((word) => [word, "accusative"] as const),
  ]),
  months: "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня".split(" "),
  emoji: new Map([
    ["✅", "гаразд"],
    ["✔", "гаразд"],
    ["❌", "збій"],
    ["✖", "збій"],
    ["⚠", "попередження"],
    ["⬆", "вгору"],
    ["⬇", "вниз"],
  ]),
  phrases: {
    linkTo: (host) => `посилання на ${host}`,
    link: "посилання",
    redacted: "приховано",
    email: "адреса пошти",
    identifierEnding: (characters) => `ідентифікатор із кінцем ${characters}`,
    numberEnding: (digits) => `номер із кінцем ${digits}`,
    ending: (characters) => `із кінцем ${characters}`,
    // Letters have no cases: "з ай пі 10 крапка 0", where "адреса" would be wrong.
    address: "ай пі",
    addressVersion6: "ай пі версії 6",
    hardwareAddress: "апаратна адреса",
    port: "порт",
    dot: "крапка",
    slash: "скісна риска",
    point: "крапка",
    decimal: (whole, fraction) =>
      `${whole} кома ${fraction.startsWith("0") ? Array.from(fraction).join(" ") : fraction}`,
    minus: "мінус",
    per: { s: "на секунду", m: "на хвилину", h: "на годину", d: "на день" },
    version: "версія",
    severity: "рівень",
    statusCode: (digits) => digits,
    statusClass: (digit) => STATUS_CLASSES[Number(digit)] ?? digit,
    of: "з",
    to: "до",
    and: "і",
    about: "близько",
    above: "більше ніж",
    atLeast: "щонайменше",
    below: "менше ніж",
    atMost: "щонайбільше",
    equals: ":",
    differs: "не",
    clock: (hour, minute) =>
      `${hour} ${minute === 0 ? "нуль нуль" : minute < 10 ? `нуль ${minute}` : minute}`,
    date: (month, day) => `${dayWords(day)} ${month}`,
    utc: "за Гринвічем",
    shortened: "Повідомлення скорочено.",
  },
};
