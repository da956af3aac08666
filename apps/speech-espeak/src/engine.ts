import espeak, { type EspeakModule, type EspeakWorker } from "../dist/espeak-ng.js";

/** How each language is spoken: eSpeak's voice, and what made it clearer on a telephone (docs/speech.md). */
const VOICES = {
  uk: { voice: "uk", rate: 175, pitch: 45, range: 45 },
  pl: { voice: "pl", rate: 150, pitch: 45, range: 45 },
  pt: { voice: "pt-br", rate: 150, pitch: 45, range: 45 },
  en: { voice: "en", rate: 150, pitch: 45, range: 45 },
  de: { voice: "de", rate: 150, pitch: 45, range: 45 },
  es: { voice: "es", rate: 150, pitch: 45, range: 45 },
  fr: { voice: "fr", rate: 150, pitch: 45, range: 45 },
  it: { voice: "it", rate: 150, pitch: 45, range: 45 },
} as const;
export type EspeakLanguage = keyof typeof VOICES;

/** Words that it would read as another language's letters. */
const SPELLINGS: Partial<Record<EspeakLanguage, readonly [RegExp, string][]>> = {
  uk: [[/\bCallPing\b/gi, "Колпінг"]],
  pl: [[/\bCallPing\b/gi, "Kolping"]],
  pt: [[/\bCallPing\b/gi, "Col pingue"]],
};

export function isSpoken(language: string): language is EspeakLanguage {
  return language in VOICES;
}

// emscripten looks for its files beside the page it believes to be on; all of them are given to it.
Object.assign(globalThis, { location: { href: "/", pathname: "/" } });

let opened: { program: EspeakModule; worker: EspeakWorker } | null = null;

/** Opens eSpeak at its first use and keeps it. No promise is kept: workerd ties one to the request that made it. */
async function open(data: ArrayBuffer): Promise<EspeakWorker> {
  if (opened !== null) return opened.worker;
  const quiet = () => undefined;
  const program = await espeak({ getPreloadedPackage: () => data, print: quiet, printErr: quiet });
  opened ??= { program, worker: new program.eSpeakNGWorker() };
  return opened.worker;
}

/** Words → 16-bit samples and their rate. Takes 50 to 100 ms for a message, in which nothing else runs. Throws when eSpeak fails. */
export async function synthesise(
  data: ArrayBuffer,
  language: EspeakLanguage,
  words: string,
): Promise<{ samples: Int16Array<ArrayBuffer>; rate: number }> {
  const worker = await open(data);
  const { voice, rate, pitch, range } = VOICES[language];
  if (worker.set_voice("", voice, 0, 0, 0) !== 0) throw new Error(`eSpeak has no voice for ${language}`);
  worker.set_rate(rate);
  worker.set_pitch(pitch);
  worker.set_range(range);
  const parts: Int16Array[] = [];
  worker.synthesize(clean(language, words), (samples) => {
    parts.push(samples.slice());
    return false;
  });
  const joined = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return { samples: joined, rate: worker.get_samplerate() };
}

/** eSpeak obeys `[[phonemes]]` and tags: nothing that could open one gets through, whoever sent it. */
function clean(language: EspeakLanguage, words: string): string {
  const safe = words.replace(/[<>\\[\]{}\p{Cc}]/gu, " ");
  return (SPELLINGS[language] ?? []).reduce(
    (text, [pattern, spelling]) => text.replace(pattern, spelling),
    safe,
  );
}
