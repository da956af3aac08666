import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { VoiceFigures } from "./measure-voice.ts";

const FILE = join(import.meta.dirname, "baseline.json");
/** Voices say the same words in the same way on every machine; what may differ is rounding. */
const MORE_WORD_ERRORS = 0.03;
const LESS_MARGIN = 0.05;
const LEVEL_DB = 0.5;
const RATE_SHARE = 0.1;

type Kept = Pick<VoiceFigures, "levelDb" | "charactersASecond" | "margin" | "right" | "wordErrorRate">;
type Baseline = Record<string, Kept>;

const nameOf = ({ language, engine, voice }: VoiceFigures): string => `${language} ${engine} ${voice}`;

/** What got worse than the checked-in figures, a sentence each. A voice that was not measured here is not missed. */
export function regressions(found: readonly VoiceFigures[], baseline: Baseline = readBaseline()): string[] {
  return found.flatMap((figures) => {
    const name = nameOf(figures);
    const kept = baseline[name];
    if (kept === undefined) return [`${name} has no figures to compare with: keep them with --keep.`];
    const worse: [string, boolean, number, number][] = [
      [
        "word errors",
        above(figures.wordErrorRate, kept.wordErrorRate, MORE_WORD_ERRORS),
        figures.wordErrorRate ?? 0,
        kept.wordErrorRate ?? 0,
      ],
      ["margin", figures.margin < kept.margin * (1 - LESS_MARGIN), figures.margin, kept.margin],
      ["sentences told apart", figures.right < kept.right - 1e-9, figures.right, kept.right],
      ["level", Math.abs(figures.levelDb - kept.levelDb) > LEVEL_DB, figures.levelDb, kept.levelDb],
      [
        "characters a second",
        Math.abs(figures.charactersASecond / kept.charactersASecond - 1) > RATE_SHARE,
        figures.charactersASecond,
        kept.charactersASecond,
      ],
    ];
    return worse
      .filter(([, isWorse]) => isWorse)
      .map(([what, , now, before]) => `${name}: ${what} ${now.toFixed(2)}, was ${before.toFixed(2)}.`);
  });
}

function above(now: number | null, before: number | null, tolerance: number): boolean {
  return now !== null && before !== null && now > before + tolerance;
}

/** Keeps these figures for the next comparison, beside those of voices that were not measured now. */
export function keepBaseline(found: readonly VoiceFigures[]): void {
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  const kept = found.map((figures): [string, Kept] => [
    nameOf(figures),
    {
      levelDb: round(figures.levelDb),
      charactersASecond: round(figures.charactersASecond),
      margin: round(figures.margin),
      right: round(figures.right),
      wordErrorRate: figures.wordErrorRate === null ? null : round(figures.wordErrorRate),
    },
  ]);
  const all = { ...readBaseline(), ...Object.fromEntries(kept) };
  const sorted = Object.fromEntries(Object.entries(all).toSorted(([a], [b]) => a.localeCompare(b)));
  writeFileSync(FILE, `${JSON.stringify(sorted, null, 2)}\n`);
}

function readBaseline(): Baseline {
  const baseline: Baseline = JSON.parse(readFileSync(FILE, "utf8"));
  return baseline;
}
