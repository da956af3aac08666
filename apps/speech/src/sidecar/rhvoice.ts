import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fromInt16 } from "../audio/wav.ts";
import { RHVOICE_VOICES } from "../engine/remote.ts";

/** Where scripts/tools/install-rhvoice.ts unpacks it. */
const ROOT = join(import.meta.dirname, "../../../../.callping/rhvoice");
const LOADERS = ["lib64/ld-linux-x86-64.so.2", "lib/ld-linux-aarch64.so.1"];

type Spellings = readonly [pattern: RegExp, spoken: string][];

export type RhvoiceLanguage = keyof typeof RHVOICE_VOICES;

/** What its voices would read wrong. */
const SPELLINGS: Record<RhvoiceLanguage, Spellings> = {
  pl: [
    [/CallPing/gi, "Kolping"],
    [/\bapp\b/g, "ap"],
    [/\bcontact\b/g, "kontakt"],
  ],
  pt: [
    [/CallPing/gi, "Colpingue"],
    [/\bapp\b/g, "épi"],
  ],
  uk: [
    [/CallPing/gi, "Колпінг"],
    [/\bapp\b/g, "епп"],
    [/\bcontact\b/g, "контакт"],
  ],
};

/** At the lowest quality: twice the rate that a telephone carries. */
export const RHVOICE_RATE = 16_000;
const LONGEST_MILLISECONDS = 30_000;

export interface Rhvoice {
  languages: readonly RhvoiceLanguage[];
  /** Words → raw samples (s16le, mono, 16 kHz). Rejects when it cannot say them, and when it takes longer than it may. */
  say(language: RhvoiceLanguage, words: string, milliseconds?: number): Promise<Uint8Array>;
}

/** RHVoice as it was installed, or `null`. */
export async function findRhvoice(root = ROOT): Promise<Rhvoice | null> {
  const run = await findRunner(root);
  if (run === null) return null;
  return {
    languages: ["uk", "pl", "pt"],
    say: (language, words, milliseconds = LONGEST_MILLISECONDS) => say(run, language, words, milliseconds),
  };
}

/** Opens a voice: words → samples of −1 … 1 at 16 kHz. Throws when RHVoice is not installed, or cannot say them. */
export async function openRhvoice(
  language: RhvoiceLanguage,
): Promise<(words: string) => Promise<Float32Array>> {
  const rhvoice = await findRhvoice();
  if (rhvoice === null)
    throw new Error("RHVoice is not installed: run `node scripts/tools/install-rhvoice.ts`.");
  return async (words) => fromInt16(await rhvoice.say(language, words));
}

async function say(
  run: Runner,
  language: RhvoiceLanguage,
  words: string,
  milliseconds: number,
): Promise<Uint8Array> {
  const spoken = SPELLINGS[language].reduce(
    (soFar, [pattern, spelling]) => soFar.replace(pattern, spelling),
    words,
  );
  const work = await mkdtemp(join(tmpdir(), "callping-rhvoice-"));
  try {
    const path = join(work, "speech.wav");
    const args = [...run.args, "-p", RHVOICE_VOICES[language], "-q", "min", "-o", path];
    const child = spawn(run.command, args, {
      env: run.env,
      stdio: ["pipe", "ignore", "pipe"],
      timeout: milliseconds,
      killSignal: "SIGKILL",
    });
    // A program that dies early breaks the pipe; its exit says why.
    child.stdin.on("error", () => undefined);
    child.stdin.end(spoken);
    const [complaint, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
    if (code !== 0) throw new Error(`RHVoice ended with ${code ?? "a signal"}: ${complaint.slice(0, 200)}`);
    return samplesOf(await readFile(path));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

interface Runner {
  command: string;
  args: string[];
  env: Record<string, string>;
}

/** The unpacked program with its own loader and libraries: it must not meet the machine's older ones. */
async function findRunner(root: string): Promise<Runner | null> {
  for (const loader of LOADERS) {
    const command = join(root, loader);
    const isThere = await access(command).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    const lib = join(root, "usr/lib");
    const triplets = (await readdir(lib)).filter((name) => name.endsWith("-linux-gnu"));
    const path = triplets.flatMap((name) => [join(lib, name), join(lib, name, "pulseaudio")]).join(":");
    return {
      command,
      args: ["--library-path", path, join(root, "usr/bin/RHVoice-test")],
      env: {
        RHVOICE_DATA_PATH: join(root, "usr/share/RHVoice"),
        RHVOICE_CONFIG_PATH: join(root, "etc/RHVoice"),
      },
    };
  }
  return null;
}

/** The samples of a RIFF file of 16-bit mono at 16 kHz, whatever stands before its data. */
function samplesOf(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rate = view.getUint32(24, true);
  if (rate !== RHVOICE_RATE) throw new Error(`RHVoice spoke at ${rate} Hz, expected ${RHVOICE_RATE}.`);
  let at = 12;
  while (at + 8 < bytes.length && view.getUint32(at) !== 0x64617461) at += 8 + view.getUint32(at + 4, true);
  return bytes.subarray(at + 8);
}
