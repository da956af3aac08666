import { createHash } from "node:crypto";
import { lstatSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CANDIDATES = 8;
/** Leaves room for `/pbx-1`; the control socket's whole path must stay under 108 bytes. */
const LONGEST = 40;

/**
 * A short private folder for Asterisk's run directories (control sockets, audio caches), the same for a state folder at
 * each start. One that somebody else made first, or that others can enter, is not used.
 */
export function chooseRunRoot(stateDir: string): string {
  const base = tmpdir().length + 12 <= LONGEST ? tmpdir() : "/tmp";
  for (let attempt = 0; attempt < CANDIDATES; attempt++) {
    const name = createHash("sha256")
      .update(`${attempt}\n${process.getuid?.()}\n${stateDir}`)
      .digest("hex")
      .slice(0, 8);
    const path = join(base, `cp-${name}`);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const found = lstatSync(path);
    if (found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0) return path;
  }
  throw new Error(
    `No private folder can be made under ${base} for Asterisk. Set TMPDIR to a short path of your own.`,
  );
}
