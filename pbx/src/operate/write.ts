import { copyFile, cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ConfigError } from "../config/values.ts";
import type { PbxDefinitionFile } from "./definition.ts";
import { generatePbx, MANIFEST } from "./generate.ts";

/** The prompts that every call is spoken with, where they are. */
const PROMPTS = join(import.meta.dirname, "../../prompts");
const BYTES_A_SECOND = 8000;
const LONGEST_ANNOUNCEMENT_SECONDS = 60;

export type Written = { ok: true; paths: string[] } | { ok: false; problem: string };

/**
 * Writes a PBX's files into `out`, which must be empty, not there, or written by this before. Mode 0700: the files
 * hold secrets. Throws ConfigError for a definition that cannot be used.
 */
export async function writeGenerated(definition: PbxDefinitionFile, out: string): Promise<Written> {
  const files = generatePbx(definition);
  const announcement = definition.announcement;
  if (announcement !== undefined) await checkAnnouncement(announcement);
  const present = await readdir(out).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  if (present.length > 0 && !present.includes(MANIFEST))
    return {
      ok: false,
      problem: `${out} holds something else: name an empty folder, or one that is not there`,
    };
  await mkdir(out, { recursive: true, mode: 0o700 });
  for (const { path, content, mode } of files) {
    await mkdir(dirname(join(out, path)), { recursive: true });
    await writeFile(join(out, path), content, { mode });
  }
  const sounds = join(out, "sounds/callping");
  await cp(PROMPTS, sounds, { recursive: true });
  if (announcement !== undefined) await copyFile(announcement, join(sounds, "announcement.ulaw"));
  return { ok: true, paths: files.map(({ path }) => path) };
}

/** Mu-law has no header, but a file of another kind has: WAV and MP3 would be played as noise. */
async function checkAnnouncement(path: string): Promise<void> {
  const content = await readFile(path);
  const seconds = content.length / BYTES_A_SECOND;
  if (!path.endsWith(".ulaw") || /^(RIFF|ID3|OggS|fLaC)/.test(content.toString("latin1", 0, 4)))
    throw new ConfigError("announcement", path, "a file <name>.ulaw: raw mu-law, 8 kHz, one channel");
  if (seconds < 1 || seconds > LONGEST_ANNOUNCEMENT_SECONDS)
    throw new ConfigError(
      "announcement",
      Math.round(seconds),
      `a recording of 1 to ${LONGEST_ANNOUNCEMENT_SECONDS} seconds`,
    );
}
