import { latin } from "../alphabet.ts";
import type { Lexicon } from "../lexicon.ts";
import { ACRONYMS, ACRONYMS_IN_IDENTIFIERS, LEAD_INS, OWN_WORDS, SHORT_WORDS } from "./acronyms.ts";
import { GLOSSARY } from "./glossary.ts";
import { INSTRUCTIONS } from "./instructions.ts";
import { ORDINALS } from "./ordinals.ts";
import { BYTE_SCALES, numeral, SCALES, UNITS } from "./units.ts";
import { WORDS } from "./words.ts";

const MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember";

export const GERMAN: Lexicon = {
  language: "de",
  alphabet: "abcdefghijklmnopqrstuvwxyzäöüß",
  letters: new Map([["y", "Ypsilon"]]),
  respell: latin,
  words: WORDS,
  glossary: GLOSSARY,
  ownWords: OWN_WORDS,
  acronyms: ACRONYMS,
  acronymsInIdentifiers: ACRONYMS_IN_IDENTIFIERS,
  shortWords: SHORT_WORDS,
  leadIns: LEAD_INS,
  units: UNITS,
  scales: SCALES,
  byteScales: BYTE_SCALES,
  decimalComma: true,
  numeral,
  months: MONTHS.split(" "),
  emoji: new Map([
    ["✅", "in Ordnung"],
    ["✔", "in Ordnung"],
    ["❌", "fehlgeschlagen"],
    ["✖", "fehlgeschlagen"],
    ["⚠", "Warnung"],
    ["⬆", "gestiegen"],
    ["⬇", "gesunken"],
  ]),
  instructions: INSTRUCTIONS,
  phrases: {
    linkTo: (host) => `Link zu ${host}`,
    link: "Link",
    redacted: "geschwärzt",
    email: "E Mail Adresse",
    identifierEnding: (characters) => `Kennung endend auf ${characters}`,
    numberEnding: (digits) => `Nummer endend auf ${digits}`,
    address: "Adresse",
    addressVersion6: "I P Version 6 Adresse",
    hardwareAddress: "Hardwareadresse",
    port: "Port",
    dot: "Punkt",
    slash: "Schrägstrich",
    point: "Punkt",
    decimal: (whole, fraction) => `${whole} Komma ${Array.from(fraction).join(" ")}`,
    minus: "minus",
    per: { s: "pro Sekunde", m: "pro Minute", h: "pro Stunde", d: "pro Tag" },
    version: "Version",
    severity: "Schweregrad",
    statusCode: (digits) => Array.from(digits).join(" "),
    statusClass: (digit) => `${digit} x x`,
    of: "von",
    to: "auf",
    and: "und",
    about: "etwa",
    above: "liegt über",
    atLeast: "ist mindestens",
    below: "liegt unter",
    atMost: "ist höchstens",
    equals: "ist",
    differs: "ist nicht",
    clock: (hour, minute) => (minute === 0 ? `${hour} Uhr` : `${hour} Uhr ${minute}`),
    date: (month, day) => `${ORDINALS[day - 1] ?? day} ${month}`,
    utc: "U T C",
    shortened: "Nachricht gekürzt.",
  },
};
