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
  ...["", "einund", "zweiund", "dreiund", "vierund", "fünfund", "sechsund", "siebenund", "achtund", "neunund"].map(
    (unit) => `${unit}zwanzigsten`,
  ),
  "dreißigsten",
  "einunddreißigsten",
];
