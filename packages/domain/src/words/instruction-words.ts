/**
 * One language's words that tell a listener to use the telephone, as sources of a regular expression without flags.
 * Only our own recorded menu may do that: a payload that says "press 9" would make somebody refuse all later alerts.
 */
export interface InstructionWords {
  /** Verbs that are said of keys alone (`натисн\p{L}*`): up to 30 characters without a digit may follow before the key. */
  press: string;
  /** Verbs that alerts use too (`dial`, `pulse`): a key must follow at once, or behind `between`. */
  dial: string;
  /** Verbs that are common in alerts ("enter 3 regions"): they count only before a lone key, where `after` or an end follows. */
  enter: string;
  /** What may stand between verb and key: articles, "key", "number". */
  between: string;
  /** Names of digits, of star and hash. */
  keys: string;
  /** What may follow the key: "to", "for", "key" … */
  after: string;
  /** What goes before the verb and is left out with it: "please", "you can". */
  polite: string;
  /** Verbs that stand behind the key ("die 9 drücken"), where the language has such. */
  behind?: string;
  /** Verbs of calling somebody, before an emergency number. */
  call: string;
}

const GAP = String.raw`[\s\p{P}\p{S}]{0,6}`;
/** To the end of the clause, so that "press 9 to stop these calls" leaves nothing behind. */
const REST = String.raw`[^.!?\n;:]{0,120}`;
const EDGE = String.raw`(?<![\p{L}\d])`;
const END = String.raw`(?!\p{L})`;
const EMERGENCY = String.raw`(?:911|112|999|000|110|119|101|102|103|104|997|998)(?!\d)`;

/**
 * Patterns of all languages at once: a payload's language is its sender's choice, not the phone's. Digits of other
 * scripts were folded and invisible characters dropped before.
 */
export function instructionPatterns(languages: readonly InstructionWords[]): readonly RegExp[] {
  const all = (field: keyof InstructionWords) =>
    languages
      .map((words) => words[field] ?? "")
      .filter((source) => source !== "")
      .join("|") || "(?!)";
  const named = String.raw`(?:${all("keys")})${END}`;
  const start = String.raw`${EDGE}(?:(?:${all("polite")})[\s,]{1,3}){0,3}`;
  const key = String.raw`(?:\d{1,3}(?!\d|[.,]\d)|${named}|[*#])`;
  const lone = String.raw`(?:\d(?!\d|[.,]\d)|${named}|[*#])`;
  const between = String.raw`(?:(?:${all("between")})${END}${GAP}){0,4}`;
  const end = String.raw`(?=${GAP}(?:$|[.!?,;\n]|(?:${all("after")})${END}))`;
  return [
    new RegExp(String.raw`${start}${between}${lone}${GAP}(?:${all("behind")})${end}${REST}`, "giu"),
    new RegExp(
      String.raw`${start}(?:${all("press")})${END}(?:${GAP}|[^.!?;\d]{0,30}?)${EDGE}${key}${REST}`,
      "giu",
    ),
    new RegExp(String.raw`${start}(?:${all("dial")})${END}${GAP}${between}${key}${REST}`, "giu"),
    new RegExp(String.raw`${start}(?:${all("enter")})${END}${GAP}${between}${lone}${end}${REST}`, "giu"),
    new RegExp(String.raw`${start}(?:${all("call")})${END}${GAP}${between}${EMERGENCY}${REST}`, "giu"),
  ];
}

/** Any verb of an instruction, wherever it stands. */
export function instructionVerbs(languages: readonly InstructionWords[]): RegExp {
  const verbs = languages.flatMap(({ press, dial, enter, call }) => [press, dial, enter, call]);
  return new RegExp(`${EDGE}(?:${verbs.filter((source) => source !== "").join("|")})`, "iu");
}
