import type { Lexicon } from "./lexicon.ts";

/** Rule 9: `>` "is above", `>=` "is at least", `->` "to", `~5` "about 5", `&` "and". What is left of the signs is dropped later. */
export function sayOperators(text: string, { phrases }: Lexicon): string {
  const say = (word: string) => ` ${word} `;
  return text
    .replace(/[-=~]{1,2}>|→|⇒|➜/g, say(phrases.to))
    .replace(/>=|≥|=>/g, say(phrases.atLeast))
    .replace(/<=|≤/g, say(phrases.atMost))
    .replace(/!==?|≠|<>/g, say(phrases.differs))
    .replace(/(\bis\s+)?>(?!>)/gi, say(phrases.above))
    .replace(/(\bis\s+)?<(?!<)/gi, say(phrases.below))
    .replace(/(?<=[\w)\]"'%])\s*={1,3}\s*(?=[\w("'$-])/g, say(phrases.equals))
    .replace(/~\s?(?=\d)|≈/g, say(phrases.about))
    .replace(/\s&\s|(?<=\w)&(?=\w)/g, say(phrases.and));
}
