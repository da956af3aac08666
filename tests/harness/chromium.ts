import { join } from "node:path";
import { findProgram } from "@callping/pbx/install/command";
import { unpackDebianProgram, type UnpackedProgram } from "@callping/pbx/install/debian-program";
import { REPOSITORY } from "./installation.ts";

const INSTALLED = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ROOT = join(REPOSITORY, ".callping/chromium");

/**
 * The machine's Chromium (or the one that CALLPING_CHROMIUM names); where it has none, Debian's, unpacked once beside
 * Asterisk.
 */
export async function findChromium(): Promise<UnpackedProgram> {
  for (const name of INSTALLED) {
    const executablePath = process.env["CALLPING_CHROMIUM"] ?? (await findProgram(name));
    if (executablePath !== undefined) return { executablePath, env: {} };
  }
  return installChromium();
}

/** Debian's Chromium. */
export function installChromium(root = ROOT): Promise<UnpackedProgram> {
  return unpackDebianProgram(
    { package: "chromium", path: "usr/lib/chromium/chromium", keep: ["lib"], libraries: ["pulseaudio"] },
    root,
  );
}
