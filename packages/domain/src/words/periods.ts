/** How a language says a unit of time: `last` and `inTheLast` with `#` for the number. */
export interface Period {
  one: string;
  other: string;
  /** `other` behind "in" and "since", where its form differs ("3 Tagen"). */
  oblique?: string;
  /** The same for one of it, with its numeral ("einer Stunde"). */
  obliqueOne?: string;
  last: string;
  inTheLast: string;
}

/** What stands around a quantity of time. */
export interface PeriodPhrases {
  since(quantity: string): string;
  within(quantity: string): string;
  expires(quantity: string): string;
  /** "12 minutes remaining". */
  left(quantity: string, one: boolean): string;
  ago(quantity: string): string;
}

/** Glossary entries for spans of time behind English words; rule 8 has put the unit into the language before: "for 5 Minuten". */
export function periodsOf(phrases: PeriodPhrases, periods: readonly Period[]): Record<string, string> {
  return Object.fromEntries(
    periods
      .flatMap((period) => [
        ...spans(phrases, period.one, period.obliqueOne ?? `# ${period.one}`),
        ...spans(phrases, period.other, `# ${period.oblique ?? period.other}`),
        ...["remaining", "left"].flatMap((word) => [
          [`# ${period.one} ${word}`, phrases.left(`# ${period.one}`, true)] as const,
          [`# ${period.other} ${word}`, phrases.left(`# ${period.other}`, false)] as const,
        ]),
        ...[`last # ${period.other}`, `past # ${period.other}`].map((key) => [key, period.last] as const),
        ...["in the last", "in the past", "in last", "over the last", "over the past", "within the last"].map(
          (lead) => [`${lead} # ${period.other}`, period.inTheLast] as const,
        ),
      ])
      .map(([key, said]) => [key.toLowerCase(), said]),
  );
}

function spans(
  { since, within, expires, ago }: PeriodPhrases,
  form: string,
  quantity: string,
): [string, string][] {
  return [
    ...["for", "for the last", "for the past", "for more than", "for over"].map((lead): [string, string] => [
      `${lead} # ${form}`,
      since(quantity),
    ]),
    [`in # ${form}`, within(quantity)],
    [`# ${form} ago`, ago(quantity)],
    ...["expires in", "expiring in", "will expire in", "is expiring in"].map((lead): [string, string] => [
      `${lead} # ${form}`,
      expires(quantity),
    ]),
  ];
}

/** English prepositions before a date that begins with its day: "since 22 novembre" → "depuis le 22 novembre". */
export function datesOf(
  months: string,
  prepositions: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(prepositions).flatMap(([english, own]) =>
      months.split(" ").map((month) => [`${english} # ${month}`, `${own} # ${month}`] as const),
    ),
  );
}
