import { isSpelledWord } from "./identifiers.ts";
import type { Lexicon } from "./lexicon.ts";
import { clean } from "./clean.ts";
import { hideSecrets } from "./secrets.ts";
import { nameLinks } from "./links.ts";
import { removeInstructions } from "./instructions.ts";
import { removePhones } from "./phones.ts";
import { stripMarkup } from "./markup.ts";
import { DEFAULT_CHARACTERS, lexiconOf, MAX_CHARACTERS, say, type SpeakableOptions } from "./speakable.ts";

/** What an author should know of a text before a call says it. Codes are stable, messages are for people. */
export interface SpeechWarning {
  code:
    | "unspeakable"
    | "too_long"
    | "instruction_removed"
    | "markup_removed"
    | "phone_removed"
    | "secret_hidden"
    | "spelled_words";
  message: string;
  /** Of `spelled_words`: the words as they were written, at most ten. */
  words?: string[];
}

const MOST_WORDS = 10;
/** Letters and digits; what differs in them was more than a mark. */
const SOUND = /[\p{L}\d]/gu;

/** Warnings about how `speakable` would say a text with the same options, the gravest first. Pure. */
export function warningsOf(text: string, options: SpeakableOptions): SpeechWarning[] {
  const lexicon = lexiconOf(options);
  const words = say(text, lexicon);
  const room = Math.min(options.maxCharacters ?? DEFAULT_CHARACTERS, MAX_CHARACTERS);
  const plain = clean(text, lexicon);
  const marked = stripMarkup(plain);
  const linked = nameLinks(marked, lexicon);
  const hidden = hideSecrets(linked, lexicon);
  const withoutPhones = removePhones(hidden);
  const spelled = spelledWords(withoutPhones, lexicon);
  const found: (SpeechWarning | false)[] = [
    words === "" && {
      code: "unspeakable",
      message: "Nothing of this text can be spoken: a call would say that an alert has no title.",
    },
    words.length > room && {
      code: "too_long",
      message: `These are ${words.length} characters of speech and a call has room for ${room}: the end is left out. Put first what matters.`,
    },
    removeInstructions(withoutPhones) !== withoutPhones && {
      code: "instruction_removed",
      message:
        "A text may not tell listeners to press or dial anything: only the call's own menu does. Those words are left out.",
    },
    soundsOf(marked) !== soundsOf(plain) && {
      code: "markup_removed",
      message: "Tags, macros that nobody filled in or other markup are left out.",
    },
    withoutPhones !== hidden && {
      code: "phone_removed",
      message: "Telephone numbers are left out of calls.",
    },
    hidden !== linked && {
      code: "secret_hidden",
      message: "Passwords, tokens, e-mail addresses or long identifiers are not spoken in full.",
    },
    spelled.length > 0 && {
      code: "spelled_words",
      message: `Spelled letter by letter: ${spelled.join(", ")}. A pronunciation of your organization can say them as words.`,
      words: spelled,
    },
  ];
  return found.filter((warning) => warning !== false);
}

function soundsOf(text: string): number {
  return text.match(SOUND)?.length ?? 0;
}

/** Words that rule 10 spells though no list names them as acronyms. */
function spelledWords(text: string, lexicon: Lexicon): string[] {
  const words = text.match(/(?<![\p{L}\d])\p{L}{2,6}(?![\p{L}\d])/gu) ?? [];
  return [...new Set(words.filter((word) => isSpelledWord(word, lexicon)))].slice(0, MOST_WORDS);
}
