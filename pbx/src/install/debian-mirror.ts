import { access } from "node:fs/promises";
import { runCommand } from "./command.ts";
import { InstallError } from "./errors.ts";

/** What apt needs to fetch Debian's packages: where from, and the keys that must have signed them. */
export interface DebianSource {
  mirror: string;
  keyring: string;
}

const KEYRINGS = [
  "/usr/share/keyrings/debian-archive-keyring.gpg",
  "/usr/share/keyrings/debian-archive-keyring.pgp",
];

/** The mirror the machine's own apt uses, or CALLPING_DEBIAN_MIRROR; the keyring of the same name, or CALLPING_DEBIAN_KEYRING. */
export async function findDebianSource(
  env: Record<string, string | undefined> = process.env,
): Promise<DebianSource> {
  const mirror =
    env["CALLPING_DEBIAN_MIRROR"] ??
    mirrorFromUris((await runCommand("apt-get", ["update", "--print-uris"])).stdout);
  if (mirror === undefined || !/^(https?|file|copy):\/\S+$/.test(mirror)) {
    throw new InstallError(
      "no_mirror",
      mirror === undefined
        ? "This machine's apt knows no Debian mirror, so Asterisk's packages cannot be fetched."
        : "CALLPING_DEBIAN_MIRROR is not the address of a package mirror (http, https or file, without spaces).",
      "set CALLPING_DEBIAN_MIRROR to the address of a Debian mirror, the one whose folder holds dists/ and pool/, and start again.",
    );
  }
  return { mirror, keyring: await findKeyring(env["CALLPING_DEBIAN_KEYRING"]) };
}

/** Picks Debian's main archive from `apt-get update --print-uris`; security and other vendors' archives have no Asterisk 22. */
export function mirrorFromUris(printedUris: string): string | undefined {
  for (const [, archive] of printedUris.matchAll(/'([^'\s]+)\/dists\/[^']*'/g)) {
    if (archive !== undefined && /\/debian\/?$/.test(archive)) return archive;
  }
  return undefined;
}

async function findKeyring(chosen: string | undefined): Promise<string> {
  for (const path of chosen === undefined ? KEYRINGS : [chosen]) {
    const readable = await access(path).then(
      () => true,
      () => false,
    );
    if (readable) return path;
  }
  throw new InstallError(
    "no_keyring",
    `Debian's signing keys are not on this machine (${chosen ?? KEYRINGS[0]}), so its packages cannot be checked.`,
    "install the package debian-archive-keyring, or set CALLPING_DEBIAN_KEYRING to that file.",
  );
}
