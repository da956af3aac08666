import { activeSpeechDb, frameLevels } from "./level.ts";
import { audibleRange } from "./silence.ts";
import { SAMPLE_RATE } from "./wav.ts";

const FRAME_SECONDS = 0.02;
/** Quieter than this beside the loudest frame (−40 dB) is a pause. */
const PAUSE_RATIO = 0.01;

/** What can be said of a piece of telephone audio without listening to it. */
export interface Figures {
  seconds: number;
  /** Level of the active speech, dBFS. */
  levelDb: number;
  /** Silence before and after what is audible, and the longest between. */
  headSeconds: number;
  tailSeconds: number;
  pauseSeconds: number;
  /** Characters of the words for each second of what is audible. */
  charactersASecond: number;
}

/** Measures audio at 8 kHz that should say these words. Of silence alone the head is all of it. */
export function figuresOf(samples: Float32Array, words: string): Figures {
  const seconds = samples.length / SAMPLE_RATE;
  const range = audibleRange(samples);
  const [from, to] = range === null ? [samples.length, samples.length] : [range.from, range.to];
  const audible = samples.subarray(from, to);
  return {
    seconds,
    levelDb: activeSpeechDb(samples),
    headSeconds: from / SAMPLE_RATE,
    tailSeconds: Math.max(0, samples.length - to) / SAMPLE_RATE,
    pauseSeconds: longestPause(audible),
    charactersASecond: audible.length === 0 ? 0 : words.length / (audible.length / SAMPLE_RATE),
  };
}

/** `level=-16.0 clipped=0.0 head=500 tail=200 pause=320 rate=11.2`: dBFS, % of the voice's samples, milliseconds, characters a second. */
export function describeFigures(figures: Figures, clippedShare: number): string {
  const milliseconds = (seconds: number) => Math.round(seconds * 1000);
  return [
    `level=${figures.levelDb.toFixed(1)}`,
    `clipped=${(clippedShare * 100).toFixed(1)}`,
    `head=${milliseconds(figures.headSeconds)}`,
    `tail=${milliseconds(figures.tailSeconds)}`,
    `pause=${milliseconds(figures.pauseSeconds)}`,
    `rate=${figures.charactersASecond.toFixed(1)}`,
  ].join(" ");
}

function longestPause(samples: Float32Array): number {
  const levels = frameLevels(samples);
  const floor = Math.max(0, ...levels) * PAUSE_RATIO;
  let longest = 0;
  let lasting = 0;
  for (const level of levels) {
    lasting = level < floor || level === 0 ? lasting + 1 : 0;
    longest = Math.max(longest, lasting);
  }
  return longest * FRAME_SECONDS;
}
