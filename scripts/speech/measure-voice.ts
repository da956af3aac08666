import { distribution } from "../bench/report/stats.ts";
import type { Booth, Utterance } from "./booth.ts";
import { type Language, sentencesOf } from "./corpus.ts";
import type { Recogniser } from "./recogniser.ts";
import { throughLine } from "./telephone-line.ts";
import { tellApart } from "./told-apart.ts";

/** A row of the table: one voice of one language. */
export interface VoiceFigures {
  language: Language;
  engine: string;
  voice: string;
  firstCpuMs: number;
  cpuMs: { p50: number; p95: number };
  /** Of the files, at the median. */
  seconds: number;
  levelDb: number;
  headMs: number;
  tailMs: number;
  /** Largest share of one sentence's samples that the voice itself cut off, in per cent. */
  clipped: number;
  charactersASecond: number;
  /** Through the line, told from the other 29 as the same voice spoke them. */
  margin: number;
  right: number;
  /** By PocketSphinx; `null` for languages it does not know. */
  wordErrorRate: number | null;
  /** As spoken, for comparing voices with each other. */
  spoken: Float32Array[];
}

/** Lets one voice say the thirty sentences of its language, and measures what is heard of them. */
export async function measureVoice(
  booth: Booth,
  { language, voice }: { language: Language; voice: string },
  recogniser: Recogniser | null,
): Promise<VoiceFigures> {
  const sentences = sentencesOf(language);
  const utterances: Utterance[] = [];
  // The first opens the voice.
  const first = await booth.say(language, sentences[0] ?? "");
  for (const words of sentences) utterances.push(await booth.say(language, words));
  const spoken = utterances.map(({ samples }) => samples);
  const heard = spoken.map((samples, index) => throughLine(samples, index));
  const cpu = distribution(utterances.map(({ cpuMs }) => cpuMs));
  const median = (name: string): number =>
    distribution(utterances.map(({ measured }) => measured[name] ?? NaN))?.p50 ?? NaN;
  return {
    language,
    engine: booth.engine,
    voice,
    firstCpuMs: first.cpuMs,
    cpuMs: { p50: cpu?.p50 ?? NaN, p95: cpu?.p95 ?? NaN },
    seconds: distribution(utterances.map(({ fileSeconds }) => fileSeconds))?.p50 ?? NaN,
    levelDb: median("level"),
    headMs: median("head"),
    tailMs: median("tail"),
    clipped: Math.max(...utterances.map(({ measured }) => measured["clipped"] ?? NaN)),
    charactersASecond: median("rate"),
    ...tellApart(heard, spoken),
    wordErrorRate:
      language === "en" && recogniser !== null ? await recogniser.wordErrorRate(sentences, heard) : null,
    spoken,
  };
}
