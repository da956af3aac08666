import type { IncomingEvent } from "../intake/event.ts";
import type { PromptLanguage } from "../prompts/names.ts";
import { fieldReader } from "../rules/read-field.ts";
import { keepAlphabet } from "../words/alphabet.ts";
import { cut } from "../words/cut.ts";
import { removeInstructions } from "../words/instructions.ts";
import { lexiconOf, speakable } from "../words/speakable.ts";

/** What an alert keeps to be said by its scenario's template: the template, and what the event had in the fields it names. */
export interface SpokenTemplate {
  template: string;
  values: Record<string, string>;
}

const PLACEHOLDER = /\{\{\s*([^{}\s]{1,200})\s*\}\}/g;
const MAX_TEMPLATE = 300;
const MAX_FIELDS = 10;
/** No more of a value is ever spoken. */
const MAX_VALUE = 400;
/** Letters, digits and simple punctuation: what a voice reads and nothing that it obeys. */
const PLAIN = /^[\p{L}\p{M}\p{N} .,:'?!’-]*$/u;

/** What is wrong with a template that somebody wrote; empty when it can be used. */
export function problemsOfSpeech(template: string): string[] {
  if (template.length > MAX_TEMPLATE)
    return [`It has ${template.length} characters; at most ${MAX_TEMPLATE}.`];
  const fields = fieldsOf(template);
  const literal = template.replace(PLACEHOLDER, " ");
  const said = removeInstructions(literal);
  return [
    ...(fields.length === 0
      ? ["It names no field of the alert, such as {{title}}: every call would say the same."]
      : []),
    ...(fields.length > MAX_FIELDS ? [`It names ${fields.length} fields; at most ${MAX_FIELDS}.`] : []),
    ...(/[{}]/.test(literal) ? ["A placeholder is {{field.path}}, without spaces in the path."] : []),
    ...(PLAIN.test(literal.replace(/[{}]/g, ""))
      ? []
      : ["Beside placeholders it may hold letters, digits, spaces and . , : ' ? ! - only."]),
    ...(said === literal
      ? []
      : ["It tells the listener to press or dial: only CallPing's own menu does that."]),
  ];
}

/** What of an event its scenario's template needs, kept with the alert. Fields that are no plain value are left out. */
export function templateOf(template: string, event: IncomingEvent): SpokenTemplate {
  const values = fieldsOf(template).flatMap((field): [string, string][] => {
    const value = field === "source" ? event.tool : fieldReader(field)(event);
    const isPlain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    return isPlain ? [[field, String(value).slice(0, MAX_VALUE)]] : [];
  });
  return { template, values: Object.fromEntries(values) };
}

export interface TemplateWords {
  language: PromptLanguage;
  pronunciations: ReadonlyMap<string, string>;
  /** Words of our own in the place of fields: `severity`, `since`. */
  own: ReadonlyMap<string, string>;
  maxCharacters: number;
  /** Nouns keep their capital inside a sentence. */
  capitals: boolean;
}

/**
 * What a template says of an alert. Each value goes through `speakable` alone, and what they make together is searched
 * for instructions again: nothing that a payload holds becomes a tag, an order or a menu. A sentence all of whose fields
 * are missing is left out; empty when none is left.
 */
export function renderTemplate({ template, values }: SpokenTemplate, words: TemplateWords): string {
  const { language, pronunciations, own, maxCharacters, capitals } = words;
  const lexicon = lexiconOf({ language });
  const valueOf = (field: string): string =>
    own.get(field) ??
    withoutEnd(speakable(values[field] ?? "", { language, pronunciations, maxCharacters }), lexicon);
  const sentences = template.split(/(?<=[.?!])\s+/).flatMap((sentence) => {
    const fields = fieldsOf(sentence);
    if (fields.length > 0 && fields.every((field) => valueOf(field) === "")) return [];
    const filled = sentence.replace(PLACEHOLDER, (_, field: string) => `{${valueOf(field)}`);
    return [literalOf(filled, capitals)];
  });
  const said = removeInstructions(keepAlphabet(sentences.join(" "), lexicon))
    .replace(/\s+/g, " ")
    .trim();
  const ended = said === "" || /[.?]$/.test(said) ? said : `${said.replace(/[,:]$/, "")}.`;
  return cut(ended, maxCharacters, lexicon.phrases.shortened);
}

/** The sentence as it is spoken: braces mark what was put in, which begins small unless it begins the sentence. */
function literalOf(sentence: string, capitals: boolean): string {
  return (capitals ? sentence : inside(sentence))
    .replace(/!/g, ".")
    .replace(/[^\p{L}\p{M}\p{N} .,:'?]/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/ ([.,:?])/g, "$1")
    .replace(/^[.,:?\s]+/, "");
}

function inside(sentence: string): string {
  return sentence.replace(/(?<=\S\s*)\{(\p{Lu})(?=\p{Ll})/gu, (_, letter: string) => letter.toLowerCase());
}

/** "Disk full. Message shortened." → "Disk full", to stand inside a sentence. */
function withoutEnd(said: string, { phrases }: { phrases: { shortened: string } }): string {
  return said
    .replace(phrases.shortened, "")
    .trim()
    .replace(/[.,:?]+$/, "");
}

function fieldsOf(template: string): string[] {
  return [...new Set(Array.from(template.matchAll(PLACEHOLDER), ([, field]) => field ?? ""))];
}
