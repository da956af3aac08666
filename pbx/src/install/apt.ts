import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "./command.ts";
import type { DebianSource } from "./debian-mirror.ts";
import { InstallError } from "./errors.ts";

/** Debian testing: the suite that has Asterisk 22 with outbound ARI WebSockets (22.5 or later). */
export const DEBIAN_SUITE = "forky";

export interface AptOptions {
  /** Where apt keeps its lists and archives; nothing outside is written. */
  folder: string;
  source: DebianSource;
  components: "main" | "non-free" | "main non-free";
  /** Another release than the one that has our Asterisk: packages that must fit the machine's own libraries. */
  suite?: string;
  onProgress: (line: string) => void;
}

/**
 * Downloads packages with everything they depend on (or alone), as any user, with apt's own signature and hash checks,
 * and returns the .deb files. The machine's packages and apt state are neither read nor changed.
 */
export async function downloadPackages(
  packages: readonly string[],
  options: AptOptions & { alone?: boolean },
): Promise<string[]> {
  const { folder, onProgress } = options;
  const config = await writeAptFolder(options);
  const archives = join(folder, "archives");
  const apt = (args: string[], onLine?: (line: string) => void) =>
    runCommand("apt-get", args, {
      cwd: archives,
      env: { APT_CONFIG: config },
      ...(onLine ? { onLine } : {}),
    });
  onProgress(`reading Debian's package lists (${suiteOf(options)}, ${options.components})`);
  explain(await apt(["-q", "-o", "APT::Update::Error-Mode=any", "update"]), packages);
  // A lone "download" lands in the working folder, so that is where both put their files.
  const action = options.alone ? ["download"] : ["install", "--download-only"];
  const before = await apt(["-qq", ...action, "--print-uris", ...packages]);
  explain(before, packages);
  const sizes = [...before.stdout.matchAll(/^'[^']+' \S+ (\d+)/gm)].map(([, bytes]) => Number(bytes));
  const megabytes = (sizes.reduce((sum, bytes) => sum + bytes, 0) / 1e6).toFixed(1);
  onProgress(`downloading ${sizes.length} package${sizes.length === 1 ? "" : "s"}, ${megabytes} MB`);
  explain(
    await apt(["-q", "-o", "APT::Status-Fd=1", ...action, ...packages], quarterlySteps(onProgress)),
    packages,
  );
  const debs = (await readdir(archives)).filter((name) => name.endsWith(".deb"));
  return debs.sort().map((name) => join(archives, name));
}

function suiteOf({ suite = DEBIAN_SUITE }: AptOptions): string {
  return suite;
}

async function writeAptFolder(options: AptOptions): Promise<string> {
  const { folder, source, components } = options;
  for (const sub of ["lists/partial", "archives/partial", "none", "log"])
    await mkdir(join(folder, sub), { recursive: true });
  await writeFile(join(folder, "status"), "");
  await writeFile(
    join(folder, "sources.list"),
    `deb [signed-by=${source.keyring}] ${source.mirror} ${suiteOf(options)} ${components}\n`,
  );
  const own: [string, string][] = [
    ["Dir::State", folder],
    ["Dir::State::lists", join(folder, "lists")],
    ["Dir::State::status", join(folder, "status")],
    ["Dir::Cache", folder],
    ["Dir::Cache::archives", join(folder, "archives")],
    ["Dir::Log", join(folder, "log")],
    ["Dir::Etc::sourcelist", join(folder, "sources.list")],
    ["Dir::Etc::sourceparts", join(folder, "none")],
    ["Dir::Etc::main", join(folder, "none", "main")],
    ["Dir::Etc::parts", join(folder, "none")],
    ["Dir::Etc::preferences", join(folder, "none", "preferences")],
    ["Dir::Etc::preferencesparts", join(folder, "none")],
    ["APT::Sandbox::User", ""],
    ["APT::Install-Recommends", "false"],
    ["APT::Get::Assume-Yes", "true"],
    ["Acquire::Languages", "none"],
    // A mirror that lags behind is no reason not to ring: the signature is still checked.
    ["Acquire::Check-Valid-Until", "false"],
    ["Acquire::Retries", "2"],
    ["Acquire::http::Timeout", "20"],
    ["Acquire::https::Timeout", "20"],
    ["Debug::NoLocking", "true"],
    ["pkgCacheGen::Essential", "none"],
  ];
  const path = join(folder, "apt.conf");
  await writeFile(
    path,
    own.map(([key, value]) => `${key} "${value}";\n`).join("") + (await machineNetworkSettings()),
  );
  return path;
}

/** The machine's own proxies, certificates and clock tolerance: without them a mirror behind a company proxy is out of reach. */
async function machineNetworkSettings(): Promise<string> {
  const { stdout } = await runCommand("apt-config", ["dump"]);
  const lines = stdout.split("\n").filter((line) => /^Acquire::(https?::|Check-Date )/.test(line));
  return [
    ...lines,
    'Dir::Etc::netrc "/etc/apt/auth.conf";',
    'Dir::Etc::netrcparts "/etc/apt/auth.conf.d";',
    "",
  ].join("\n");
}

/** `dlstatus:<n>:<percent>:<text>` lines (apt's status protocol) cut down to one line a quarter. */
function quarterlySteps(onProgress: (line: string) => void): (line: string) => void {
  let told = 0;
  return (line) => {
    const percent = Number(/^dlstatus:\d+:([\d.]+):/.exec(line)?.[1] ?? 0);
    const quarter = Math.floor(percent / 25);
    if (quarter <= told || quarter > 3) return;
    told = quarter;
    onProgress(`downloading: ${quarter * 25} %`);
  };
}

function explain(result: { code: number; stderr: string }, packages: readonly string[]): void {
  if (result.code === 0) return;
  const said = result.stderr.trim().split("\n").slice(-4).join("\n");
  if (/GPG error|NO_PUBKEY|is not signed|signatures? (was|were|couldn't)/i.test(said)) {
    throw new InstallError(
      "bad_signature",
      `Debian's package lists are not signed by a key this machine trusts:\n${said}`,
      "update the package debian-archive-keyring (a newer Debian signs with newer keys) and start again.",
    );
  }
  if (
    /unable to locate package|has no installation candidate|does not have a Release file|404 /i.test(said)
  ) {
    throw new InstallError(
      "package_missing",
      `The mirror does not have ${packages.join(", ")} in ${DEBIAN_SUITE}:\n${said}`,
    );
  }
  throw new InstallError("no_network", `Debian's packages could not be fetched:\n${said}`);
}
