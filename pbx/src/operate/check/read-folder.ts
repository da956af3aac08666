import { X509Certificate } from "node:crypto";
import { readdir, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CertificateFact, PbxFacts } from "./facts.ts";
import { parseConf, valueOf } from "./parse-conf.ts";
import { namedCertificates } from "./running-checks.ts";

export type FolderFacts = Omit<PbxFacts, "running"> & {
  /** Where Asterisk's configuration was found. */
  etc: string;
};

/**
 * Reads a PBX's configuration from `folder` or its `etc`. Where the files lie in the very place they name as their
 * own, what they need on this machine is looked at as well. `null` when there is no asterisk.conf.
 */
export async function readFolder(folder: string): Promise<FolderFacts | null> {
  const etc = (await firstWith("asterisk.conf", [join(folder, "etc"), folder])) ?? null;
  if (etc === null) return null;
  const names = (await readdir(etc)).filter((name) => name.endsWith(".conf"));
  const texts = await Promise.all(
    names.map(async (name) => [name, parseConf(await readFile(join(etc, name), "utf8"))] as const),
  );
  const files: PbxFacts["files"] = Object.fromEntries(texts);
  const modes = await Promise.all(names.map(async (name) => modeOf(join(etc, name))));
  const own = await modeOf(etc);
  // Whoever may list the folder sees names only; whoever may write there replaces files.
  const permissions = [...modes, { ...own, mode: own.mode & 0o022 }];
  const isInPlace = await isSame(etc, directoryOf(files, "astetcdir"));
  const installed = isInPlace
    ? { canRecord: await canRecord(files), certificates: await readCertificates(files) }
    : null;
  return { etc, files, permissions, installed };
}

/** One of Asterisk's `[directories]`. */
export function directoryOf(files: PbxFacts["files"], key: string): string {
  return valueOf(files["asterisk.conf"] ?? [], "directories", key) ?? "";
}

async function modeOf(path: string): Promise<{ path: string; mode: number }> {
  return { path, mode: (await stat(path)).mode };
}

async function firstWith(name: string, folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    const isThere = await stat(join(folder, name)).then(
      () => true,
      () => false,
    );
    if (isThere) return folder;
  }
  return undefined;
}

async function isSame(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => realpath(path).catch(() => null)));
  return a !== null && a === b;
}

/** Tries it: permissions alone do not tell, neither for root nor for a link. */
async function canRecord(files: PbxFacts["files"]): Promise<boolean> {
  const probe = join(directoryOf(files, "astspooldir"), "recording", `callping-check-${process.pid}`);
  try {
    await writeFile(probe, "", { flag: "wx" });
  } catch {
    // Whatever the reason: nothing can be written there.
    return false;
  }
  await rm(probe);
  return true;
}

function readCertificates(files: PbxFacts["files"]): Promise<CertificateFact[]> {
  return Promise.all(
    namedCertificates({ files }).map(async ({ setting, path, ends }) => {
      const found = { setting, path, problem: null, validUntil: null };
      try {
        const text = await readFile(path, "utf8");
        if (!text.includes("-----BEGIN ")) return { ...found, problem: "is no PEM file" };
        return ends ? { ...found, validUntil: new Date(new X509Certificate(text).validTo) } : found;
      } catch (error) {
        return {
          ...found,
          problem: `cannot be read (${error instanceof Error ? error.message : String(error)})`,
        };
      }
    }),
  );
}
