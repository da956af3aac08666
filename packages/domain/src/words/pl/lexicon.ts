import { latin } from "../alphabet.ts";
import { ACRONYMS, ACRONYMS_IN_IDENTIFIERS, LEAD_INS, SHORT_WORDS } from "../en/acronyms.ts";
import { type Lexicon, wordMap, wordSet } from "../lexicon.ts";
import { GLOSSARY } from "./glossary.ts";
import { clockWords, dayWords, numeral } from "./numbers.ts";
import { BYTE_SCALES, SCALES, UNITS } from "./units.ts";
import { WORDS } from "./words.ts";

/** All of them: voices read a lone `w` or `z` as the preposition. */
const LETTERS = wordMap(`
  a = a | b = be | c = ce | d = de | e = e | f = ef | g = gie | h = ha | i = i | j = jot | k = ka | l = el | m = em | n = en | o = o | p = pe | q = ku | r = er | s = es
  t = te | u = u | v = fau | w = wu | x = iks | y = igrek | z = zet
`);
const OWN_WORDS = wordSet(`
  w z ze na nie się jest są od dla przez przy nad oraz lub albo czy że który która które był była było byl brak błąd blad już ponad poniżej powyżej więcej mniej niż po za ma
  usługa serwer serwera serwerze baza bazy danych dysk dysku pamięć pamięci strona strony połączenie połączenia odpowiada działa dziala godzin minut dni procent ostatnia
  ostatni kolejka kolejce wiadomości wysokie wysoki niskie temperatura czujnik zasilanie awaria ostrzeżenie krytyczny krytyczna sklep płatności zamówienia użytkownik nieudane
  nieudana zakończona zakończone kopia zapasowa certyfikat wygasa wygaśnie węzeł węzła klaster zadanie zadania proszę numer liczba zajęte zajęty wolne wolnego miejsca
`);
const GENITIVE = "z ze od do bez dla około ponad poniżej powyżej ciągu niż of within";
const ACCUSATIVE = "za przez na in over every co";

export const POLISH: Lexicon = {
  language: "pl",
  alphabet: "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
  letters: LETTERS,
  respell: latin,
  words: WORDS,
  glossary: GLOSSARY,
  ownWords: OWN_WORDS,
  // "ha" is the letter H here, not high availability.
  acronyms: new Set([...ACRONYMS].filter((word) => word !== "ha")),
  acronymsInIdentifiers: ACRONYMS_IN_IDENTIFIERS,
  shortWords: new Set([
    ...SHORT_WORDS,
    ...wordSet("na nie się od po za ze do co ma to że czy jak już bez dla pod nad"),
  ]),
  leadIns: new Set([
    ...LEAD_INS,
    ...wordSet(
      "na w z ze do od dla przez po za pod nad przy i oraz lub albo hosta hoście serwer serwera serwerze adres adresu węzeł węzła węźle strona strony portu zobacz sprawdź",
    ),
  ]),
  units: UNITS,
  scales: SCALES,
  byteScales: BYTE_SCALES,
  decimalComma: true,
  numeral,
  cases: new Map([
    ...[...wordSet(GENITIVE)].map((word) => [word, "genitive"] as const),
    ...[...wordSet(ACCUSATIVE)].map((word) => [word, "accusative"] as const),
    ["for", "genitive"] as const,
  ]),
  months:
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia".split(
      " ",
    ),
  emoji: new Map([
    ["✅", "w porządku"],
    ["✔", "w porządku"],
    ["❌", "niepowodzenie"],
    ["✖", "niepowodzenie"],
    ["⚠", "ostrzeżenie"],
    ["⬆", "w górę"],
    ["⬇", "w dół"],
  ]),
  phrases: {
    linkTo: (host) => `link do ${host}`,
    link: "link",
    redacted: "ukryte",
    email: "adres e-mail",
    identifierEnding: (characters) => `identyfikator, końcówka ${characters}`,
    numberEnding: (digits) => `numer, końcówka ${digits}`,
    ending: (characters) => `końcówka ${characters}`,
    address: "i pe",
    addressVersion6: "i pe wersja 6",
    hardwareAddress: "adres sprzętowy",
    port: "port",
    dot: "kropka",
    slash: "ukośnik",
    point: "kropka",
    decimal: (whole, fraction) =>
      `${whole} przecinek ${fraction.startsWith("0") ? Array.from(fraction).join(" ") : fraction}`,
    minus: "minus",
    per: { s: "na sekundę", m: "na minutę", h: "na godzinę", d: "na dzień" },
    version: "wersja",
    severity: "poziom",
    statusCode: (digits) => digits,
    statusClass: (digit) => `${digit} iks iks`,
    of: "z",
    to: "do",
    and: "i",
    about: "około",
    above: "więcej niż",
    atLeast: "co najmniej",
    below: "mniej niż",
    atMost: "co najwyżej",
    equals: ":",
    differs: "nie",
    clock: clockWords,
    date: (month, day) => `${dayWords(day)} ${month}`,
    utc: "czasu uniwersalnego",
    shortened: "Wiadomość skrócona.",
  },
};
