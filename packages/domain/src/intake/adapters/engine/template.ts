import { titleOf } from "../../reader/read-text.ts";
import { wordsOf } from "../../reader/words.ts";
import type { Subject } from "./subject.ts";
import { textAt } from "./subject.ts";

const SLOT = /\{([^{}]+)\}/g;

/** A template's text with its slots filled, and the paths that filled them; `null` unless all are. */
export interface Filled {
  text: string;
  source: string;
}

/**
 * Fills `{check_name}: {event|message}` (the first path of a slot that has text) with what a person should hear;
 * `{type:words}` says a machine's word as words.
 */
export const fillTitle = (template: string, subject: Subject): Filled | null =>
  fill(template, subject, (value, asWords) => titleOf(asWords ? wordsOf(value) : value));

/** Fills a key's template with the values as they stand; one that was never filled in by its sender is none. */
export const fillKey = (template: string, subject: Subject): Filled | null =>
  fill(template, subject, (value) => (/[{}]|^\$|^\*.*\*$|^(none|null|string)$/i.test(value) ? null : value));

function fill(
  template: string,
  subject: Subject,
  say: (value: string, asWords: boolean) => string | null,
): Filled | null {
  const sources: string[] = [];
  let isFilled = true;
  const text = template.replace(SLOT, (_slot, inner: string) => {
    const asWords = inner.endsWith(":words");
    for (const path of inner.replace(/:words$/, "").split("|")) {
      const said = say(textAt(subject, path) ?? "", asWords);
      if (said === null || said === "") continue;
      sources.push(path);
      return said;
    }
    isFilled = false;
    return "";
  });
  return isFilled ? { text, source: sources.join(" + ") } : null;
}
