import { findProgram } from "./command.ts";
import { InstallError } from "./errors.ts";

const PROGRAMS = ["apt-get", "apt-config", "dpkg-deb", "tar"];

/** Throws InstallError unless this machine can fetch and unpack Debian's packages. */
export async function requireDebianTools(
  platform: string = process.platform,
  architecture: string = process.arch,
): Promise<void> {
  if (platform !== "linux" || (architecture !== "x64" && architecture !== "arm64")) {
    throw new InstallError(
      "unsupported_machine",
      `Asterisk cannot be installed on ${platform} ${architecture}: Debian's packages are for Linux on x64 and arm64.`,
    );
  }
  const missing: string[] = [];
  for (const name of PROGRAMS) if ((await findProgram(name)) === undefined) missing.push(name);
  if (missing.length > 0) {
    throw new InstallError(
      "no_debian_tools",
      `Asterisk is installed from Debian's packages, and this machine lacks ${missing.join(", ")}.`,
    );
  }
}
