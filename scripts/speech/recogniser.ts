import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { unpackDebianProgram } from "@callping/pbx/install/debian-program";

import { REPOSITORY_ROOT } from "../build/bundle.ts";
import { wordErrors, wordsOf } from "./word-errors.ts";

const ROOT = join(REPOSITORY_ROOT, ".callping/pocketsphinx");
const MODEL = join(ROOT, "usr/share/pocketsphinx/model/en-us");

/** Understands English. */
export interface Recogniser {
  /** Share of the words, 0 … (more than 1 when many are too many), that it did not understand of these sentences. */
  wordErrorRate(sentences: readonly string[], heard: readonly Float32Array[]): Promise<number>;
}

/**
 * PocketSphinx with its English model, from Debian, unpacked once without root (30 MB). Rejects with what is missing.
 * Its model was made for twice a telephone's band, so it understands less than a person: a figure for comparing voices.
 */
export async function openRecogniser(): Promise<Recogniser> {
  const { executablePath, env } = await unpackDebianProgram(
    {
      package: "pocketsphinx",
      also: ["pocketsphinx-en-us"],
      path: "usr/bin/pocketsphinx_batch",
      keep: ["bin", "lib", "share"],
      libraries: ["blas", "lapack", "pulseaudio"],
    },
    ROOT,
  );
  return {
    async wordErrorRate(sentences, heard) {
      const folder = await mkdtemp(join(tmpdir(), "callping-understood-"));
      try {
        await Promise.all(
          heard.map((samples, index) => writeFile(join(folder, `${index}.raw`), widen(samples))),
        );
        await writeFile(join(folder, "list"), heard.map((_, index) => `${index}\n`).join(""));
        await writeFile(join(folder, "words.jsgf"), anyOf(sentences.flatMap(wordsOf)));
        await promisify(execFile)(executablePath, argumentsFor(folder), { env: { ...process.env, ...env } });
        return rate(sentences, await readFile(join(folder, "understood"), "utf8"));
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  };
}

/** Every word of the sentences after every other: it is not told which sentences there are. */
function anyOf(words: readonly string[]): string {
  return `#JSGF V1.0;\ngrammar alerts;\npublic <alert> = (${[...new Set(words)].join(" | ")})+;\n`;
}

function argumentsFor(folder: string): string[] {
  const options = {
    hmm: join(MODEL, "en-us"),
    dict: join(MODEL, "cmudict-en-us.dict"),
    jsgf: join(folder, "words.jsgf"),
    adcin: "yes",
    cepdir: folder,
    cepext: ".raw",
    ctl: join(folder, "list"),
    hyp: join(folder, "understood"),
    // Without a price on words it hears many short ones; wider beams lose no path on the way.
    wip: "1e-3",
    beam: "1e-80",
    pbeam: "1e-80",
    wbeam: "1e-60",
  };
  return Object.entries(options).flatMap(([name, value]) => [`-${name}`, value]);
}

/** 16 bits at 16 kHz, which the model expects, with nothing above a telephone's band: between two samples their mean. */
function widen(samples: Float32Array): Uint8Array {
  const wide = new Int16Array(samples.length * 2);
  for (const [index, sample] of samples.entries()) {
    const next = samples[index + 1] ?? sample;
    wide[index * 2] = Math.round(sample * 32_767);
    wide[index * 2 + 1] = Math.round(((sample + next) / 2) * 32_767);
  }
  return new Uint8Array(wide.buffer);
}

/** Lines of `the words it understood (3 -18806)`. */
function rate(sentences: readonly string[], understood: string): number {
  const lines = new Map(
    Array.from(understood.matchAll(/^(.*)\((\d+) -?\d+\)$/gm), ([, words = "", index]) => [
      Number(index),
      words,
    ]),
  );
  let errors = 0;
  let words = 0;
  for (const [index, sentence] of sentences.entries()) {
    const said = wordsOf(sentence);
    errors += wordErrors(said, wordsOf(lines.get(index) ?? ""));
    words += said.length;
  }
  return errors / words;
}
