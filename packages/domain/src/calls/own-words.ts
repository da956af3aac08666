import { removeInstructions } from "../words/instructions.ts";

/** Of an organization's own words those whose tokens occur in some texts; `null` when there are none. */
export function wordsNeeded(
  all: Readonly<Record<string, string>>,
  texts: readonly string[],
): Record<string, string> | null {
  const text = texts.join("\n").toLowerCase();
  const needed = Object.entries(all).filter(([token]) => text.includes(token.toLowerCase()));
  return needed.length === 0 ? null : Object.fromEntries(needed);
}

const MOST_WORDS = 200;
const LONGEST_TOKEN = 40;
const LONGEST_SPOKEN = 80;

/** What is wrong with a list of own words that somebody wrote, by token; empty when it can be used. */
export function problemsOfOwnWords(
  words: Readonly<Record<string, string>>,
): { token: string; message: string }[] {
  const entries = Object.entries(words);
  if (entries.length > MOST_WORDS)
    return [{ token: "", message: `It has ${entries.length} entries; at most ${MOST_WORDS}.` }];
  return entries.flatMap(([token, spoken]) => {
    const message = problemOf(token, spoken);
    return message === null ? [] : [{ token, message }];
  });
}

function problemOf(token: string, spoken: string): string | null {
  if (!/^[^\s{}<>]+$/u.test(token) || token.length > LONGEST_TOKEN)
    return `A token is one word of at most ${LONGEST_TOKEN} characters, as alerts write it: acme-pg.`;
  if (spoken.trim() === "" || spoken.length > LONGEST_SPOKEN)
    return `What is said has 1 to ${LONGEST_SPOKEN} characters.`;
  if (!/^[\p{L}\p{M}\p{N} .,:'?’-]+$/u.test(spoken))
    return "What is said holds letters, digits, spaces and . , : ' ? - only.";
  return removeInstructions(spoken) === spoken
    ? null
    : "It tells the listener to press or dial: only CallPing's own menu does that.";
}
