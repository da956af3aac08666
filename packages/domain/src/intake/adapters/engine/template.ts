import { titleOf } from "../../reader/read-text.ts";
import { wordsOf } from "../../reader/words.ts";
import type { Subject } from "./subject.ts";
import { textAt } from "./subject.ts";

const SLOT = /\{([^{}]+)\}/;
const AS_WORDS = ":words";

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
  fill(template, subject, (value, asWords) => titleOf(asWords ? wordsOf(value) : value, subject.around.work));

/** Fills a key's template with the values as they stand; one that was never filled in by its sender is none. */
export const fillKey = (template: string, subject: Subject): Filled | null =>
  fill(template, subject, (value) => (/[{}]|^\$|^\*.*\*$|^(none|null|string)$/i.test(value) ? null : value));

function fill(
  template: string,
  subject: Subject,
  say: (value: string, asWords: boolean) => string | null,
): Filled | null {
  const sources: string[] = [];
  let text = "";
  for (const part of partsOf(template)) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const found = firstSaid(part, subject, say);
    if (found === null) return null;
    sources.push(found.path);
    text += found.said;
  }
  return { text, source: sources.join(" + ") };
}

function firstSaid(
  { paths, asWords }: Slot,
  subject: Subject,
  say: (value: string, asWords: boolean) => string | null,
): { path: string; said: string } | null {
  for (const path of paths) {
    const value = textAt(subject, path);
    const said = value === null ? null : say(value, asWords);
    if (said !== null && said !== "") return { path, said };
  }
  return null;
}

interface Slot {
  paths: readonly string[];
  asWords: boolean;
}

const known = new Map<string, readonly (string | Slot)[]>();

/** Templates are the adapters' own, few and short: each is taken apart once. */
function partsOf(template: string): readonly (string | Slot)[] {
  const before = known.get(template);
  if (before !== undefined) return before;
  const parts = template.split(SLOT).map((text, index): string | Slot => {
    if (index % 2 === 0) return text;
    const asWords = text.endsWith(AS_WORDS);
    return { paths: (asWords ? text.slice(0, -AS_WORDS.length) : text).split("|"), asWords };
  });
  known.set(template, parts);
  return parts;
}
