/** Days of a month as they are said in "am ersten November". Written "1." would be the end of a sentence. */
export const ORDINALS: readonly string[] = [
  "ersten",
  "zweiten",
  "dritten",
  "vierten",
  "fünften",
  "sechsten",
  "siebten",
  "achten",
  "neunten",
  "zehnten",
  "elften",
  "zwölften",
  ..."drei vier fünf sech sieb acht neun".split(" ").map((digit) => `${digit}zehnten`),
  ...[
    "",
    "einund",
    "zweiund",
    "dreiund",
    "vierund",
    "fünfund",
    "sechsund",
    "siebenund",
    "achtund",
    "neunund",
  ].map((unit) => `${unit}zwanzigsten`),
  "dreißigsten",
  "einunddreißigsten",
];

const ON: Readonly<Record<string, string>> = {
  at: "am",
  on: "am",
  since: "seit dem",
  from: "vom",
  until: "bis zum",
  after: "nach dem",
  before: "vor dem",
};

/** English prepositions before a date: "since 2026-11-22" → "seit dem zweiundzwanzigsten November". */
export const ON_DATES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(ON).flatMap(([english, german]) =>
    ORDINALS.map((day) => [`${english} ${day}`, `${german} ${day}`] as const),
  ),
);
