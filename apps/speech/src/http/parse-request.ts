import type { SpeechRequest } from "../speak.ts";

/** About 45 seconds at the slowest rate of a voice: what the gate lets through. */
export const MAX_WORDS_CHARACTERS = 600;
const MAX_BODY_BYTES = 16_384;
const MAX_FALLBACK_PROMPTS = 20;

export type Parsed =
  | { ok: true; request: SpeechRequest }
  | { ok: false; error: { reason: string; detail: string } };

/** Reads `{ language, words, fallback? }`. Refuses what a voice could take for a command: the words must be cleaned before. */
export function parseSpeechRequest(body: string): Parsed {
  if (body.length > MAX_BODY_BYTES)
    return bad("too_large", `The body is over ${MAX_BODY_BYTES} characters. Send the spoken words only.`);
  const input = parseJson(body);
  if (typeof input !== "object" || input === null)
    return bad("not_json", "The body is no JSON object. Send { language, words, fallback }.");
  const {
    language,
    words,
    fallback = [],
  }: { language?: unknown; words?: unknown; fallback?: unknown } = input;
  if (typeof language !== "string" || !/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) {
    return bad("bad_language", "`language` is no language tag. Send one such as `en`.");
  }
  if (typeof words !== "string" || words.trim() === "")
    return bad("no_words", "`words` is empty. Send the words to speak.");
  if (words.length > MAX_WORDS_CHARACTERS) {
    return bad(
      "too_long",
      `\`words\` has ${words.length} characters. Shorten it to ${MAX_WORDS_CHARACTERS}: a call says less than that.`,
    );
  }
  if (/[<>[\]{}\\\p{Cc}]/u.test(words)) {
    return bad(
      "unspeakable",
      "`words` holds control characters, brackets or tags. Pass it through `speakable` of the domain first.",
    );
  }
  if (!isListOfStrings(fallback) || fallback.length > MAX_FALLBACK_PROMPTS) {
    return bad(
      "bad_fallback",
      `\`fallback\` is no list of at most ${MAX_FALLBACK_PROMPTS} prompt ids such as \`en/general\`.`,
    );
  }
  return { ok: true, request: { language, words, fallback } };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function isListOfStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function bad(reason: string, detail: string): Parsed {
  return { ok: false, error: { reason, detail } };
}
