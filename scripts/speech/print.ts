import { table } from "../bench/report/table.ts";
import type { VoiceFigures } from "./measure-voice.ts";
import { tellApart } from "./told-apart.ts";
import { throughLine } from "./telephone-line.ts";

const HEAD = [
  "language · engine · voice",
  "CPU ms p50 / p95 (first)",
  "duration s",
  "level dBFS",
  "head / tail ms",
  "clipped %",
  "characters/s",
  "margin",
  "told apart",
  "by another voice",
  "word errors",
  "rank",
];

/** The table, a row for each voice. */
export function printTable(found: readonly VoiceFigures[]): string {
  return table(
    HEAD,
    found.map((voice) => [
      `${voice.language} · ${voice.engine} · ${voice.voice}`,
      `${voice.cpuMs.p50.toFixed(0)} / ${voice.cpuMs.p95.toFixed(0)} (${voice.firstCpuMs.toFixed(0)})`,
      voice.seconds.toFixed(1),
      voice.levelDb.toFixed(1),
      `${voice.headMs.toFixed(0)} / ${voice.tailMs.toFixed(0)}`,
      voice.clipped.toFixed(1),
      voice.charactersASecond.toFixed(1),
      voice.margin.toFixed(2),
      percent(voice.right),
      byAnother(voice, found),
      voice.wordErrorRate === null ? "–" : percent(voice.wordErrorRate),
      voice.wordErrorRate === null ? `(${rankOf(voice, found)})` : String(rankOf(voice, found)),
    ]),
  );
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Through the line, compared with how the language's other voices said the same. */
function byAnother(voice: VoiceFigures, found: readonly VoiceFigures[]): string {
  const heard = voice.spoken.map((samples, index) => throughLine(samples, index));
  const others = found.filter((other) => other.language === voice.language && other !== voice);
  return others.map((other) => percent(tellApart(heard, other.spoken).right)).join(", ") || "–";
}

/** Among the voices of a language: by word errors where they are known, else by the margin. */
function rankOf(voice: VoiceFigures, found: readonly VoiceFigures[]): number {
  const score = ({ wordErrorRate, margin }: VoiceFigures): number =>
    wordErrorRate === null ? -margin : wordErrorRate;
  const rivals = found.filter((other) => other.language === voice.language);
  return 1 + rivals.filter((other) => score(other) < score(voice)).length;
}

export const EXPLANATION = `Thirty sentences a language, each as the Worker's own bundle speaks it in workerd. CPU time is that of the whole process (workerd, or the native
program), in steps of 10 ms; "first" opens the voice. Heard through µ-law with one packet of 20 ms in a hundred lost and concealed, the same ones in every run.
Margin: how much farther the nearest wrong sentence sounds than the right one (mel cepstra, dynamic time warping; 1 is a guess). It says how much a line takes
from a voice, not how natural it is. By another voice: sentences that are nearest to the right one as another engine spoke them.
Word errors: PocketSphinx, English only (no registry here has another model), each word allowed after each; its model was made for twice a telephone's
band, so read it as an order of voices. The rank of a language's voices goes by word errors; in parentheses, where there are none, by the margin alone,
which does not agree with the recogniser in English: it tells what a line harms least.`;
