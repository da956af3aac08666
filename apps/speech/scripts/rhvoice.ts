import { spawnSync } from "node:child_process";
import { access, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../../../.callping/rhvoice");
const LOADERS = ["lib64/ld-linux-x86-64.so.2", "lib/ld-linux-aarch64.so.1"];

type Spellings = readonly [pattern: RegExp, spoken: string][];

/** Which of RHVoice's voices speaks a language that Pico has none for, and what it would read wrong. */
const RHVOICES: Record<"pl" | "pt" | "uk", { name: string; spellings: Spellings }> = {
  pl: {
    name: "natan",
    spellings: [
      [/CallPing/gi, "Kolping"],
      [/\bapp\b/g, "ap"],
      [/\bcontact\b/g, "kontakt"],
    ],
  },
  pt: {
    name: "Leticia-F123",
    spellings: [
      [/CallPing/gi, "Colpingue"],
      [/\bapp\b/g, "épi"],
    ],
  },
  uk: {
    name: "natalia",
    spellings: [
      [/CallPing/gi, "Колпінг"],
      [/\bapp\b/g, "епп"],
      [/\bcontact\b/g, "контакт"],
    ],
  },
};

/** Opens a voice: words → samples of −1 … 1 at 16 kHz. Throws when RHVoice is not installed, or cannot say them. */
export async function openRhvoice(
  language: keyof typeof RHVOICES,
): Promise<(words: string) => Promise<Float32Array>> {
  const run = await findRunner();
  const { name, spellings } = RHVOICES[language];
  return async (words) => {
    const spoken = spellings.reduce((text, [pattern, spelling]) => text.replace(pattern, spelling), words);
    const work = await mkdtemp(join(tmpdir(), "callping-prompt-"));
    const path = join(work, "speech.wav");
    // The lowest quality is 16 kHz, twice what a telephone carries.
    const result = spawnSync(run.command, [...run.args, "-p", name, "-q", "min", "-o", path], {
      input: spoken,
      encoding: "utf8",
      env: run.env,
    });
    if (result.status !== 0) throw new Error(`RHVoice could not say “${spoken}”: ${result.stderr}`);
    const samples = readWav(await readFile(path));
    await rm(work, { recursive: true });
    return samples;
  };
}

/** The unpacked program with its own loader and libraries: it must not meet the machine's older ones. */
async function findRunner(): Promise<{ command: string; args: string[]; env: Record<string, string> }> {
  for (const loader of LOADERS) {
    const command = join(ROOT, loader);
    const isThere = await access(command).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    const lib = join(ROOT, "usr/lib");
    const triplets = (await readdir(lib)).filter((name) => name.endsWith("-linux-gnu"));
    const path = triplets.flatMap((name) => [join(lib, name), join(lib, name, "pulseaudio")]).join(":");
    return {
      command,
      args: ["--library-path", path, join(ROOT, "usr/bin/RHVoice-test")],
      env: {
        RHVOICE_DATA_PATH: join(ROOT, "usr/share/RHVoice"),
        RHVOICE_CONFIG_PATH: join(ROOT, "etc/RHVoice"),
      },
    };
  }
  throw new Error("RHVoice is not installed: run `node scripts/tools/install-rhvoice.ts`.");
}

/** A RIFF file of 16-bit mono at 16 kHz, whatever stands before its data. */
function readWav(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rate = view.getUint32(24, true);
  if (rate !== 16_000) throw new Error(`RHVoice spoke at ${rate} Hz, expected 16000.`);
  let at = 12;
  while (at + 8 < bytes.length && view.getUint32(at) !== 0x64617461) at += 8 + view.getUint32(at + 4, true);
  const first = at + 8;
  return Float32Array.from(
    { length: Math.max(0, Math.floor((bytes.length - first) / 2)) },
    (_, index) => view.getInt16(first + index * 2, true) / 32_768,
  );
}
