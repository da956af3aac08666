import { cepstraOf, distance } from "./cepstra.ts";

export interface ToldApart {
  /** Sentences that are nearest to the right one, 0 … 1. */
  right: number;
  /** Distance to the nearest wrong sentence over that to the right one: 1 is a guess, more is safer. Mean of all. */
  margin: number;
}

/**
 * Can each sentence as it was heard be told from all others of its list? No recogniser, no language: it is compared with
 * how they sound, and the nearest one is taken for it. Says how well a line carries a voice, not how natural it sounds.
 * @param heard as it came through the line @param known the same sentences as they were spoken, by the same voice or another
 */
export function tellApart(heard: readonly Float32Array[], known: readonly Float32Array[]): ToldApart {
  const sounds = known.map(cepstraOf);
  const margins = heard.map((samples, index) => {
    const cepstra = cepstraOf(samples);
    const distances = sounds.map((sound) => distance(cepstra, sound));
    const right = distances[index] ?? Infinity;
    return Math.min(...distances.filter((_, other) => other !== index)) / right;
  });
  return {
    right: margins.filter((margin) => margin > 1).length / Math.max(1, margins.length),
    margin: margins.reduce((sum, margin) => sum + margin, 0) / Math.max(1, margins.length),
  };
}
