import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import type { WorkerManifest } from "./manifest.ts";
import type { Migration } from "./migrations.ts";
import { bundleWorker } from "./run-wrangler.ts";
import { hashSources } from "./source-hash.ts";

export const REPOSITORY_ROOT = resolve(import.meta.dirname, "../..");

const WORKERS = ["api", "speech", "keys"] as const;
/** Of another licence: a copy of the product without this folder is built without it. */
const ESPEAK = "speech-espeak";
export type WorkerFolder = (typeof WORKERS)[number] | typeof ESPEAK;
/** Folder of each bundle: `index.js`, the modules it imports, `manifest.json`; `null` for one that is left out. */
export type Bundles = Record<(typeof WORKERS)[number], string> & { espeak: string | null };

export interface BuildOptions {
  /** By default `.callping/dist` of the repository. */
  outRoot?: string;
  /** The folder with the embedded voice's files; without one, speech is built with recorded prompts alone. */
  voices?: string | null;
  onProgress?: (line: string) => void;
}

/**
 * The production bundles of all Workers in `<outRoot>/<hash of the sources>`; built once, offline, about 10 s, and
 * found again in a few milliseconds. Two builds at once do not disturb each other: the first to finish stays.
 */
export async function buildBundles(options: BuildOptions = {}): Promise<Bundles> {
  const outRoot = options.outRoot ?? join(REPOSITORY_ROOT, ".callping/dist");
  const voices = options.voices ?? null;
  const target = join(outRoot, hashSources(REPOSITORY_ROOT, voices === null ? "no voice" : "voice"));
  if (!existsSync(target)) await buildInto(outRoot, target, voices, options.onProgress ?? (() => {}));
  return {
    api: join(target, "api"),
    speech: join(target, "speech"),
    keys: join(target, "keys"),
    espeak: hasEspeak() ? join(target, ESPEAK) : null,
  };
}

/** Whether this copy of the product has the optional Worker. */
export function hasEspeak(): boolean {
  return existsSync(join(REPOSITORY_ROOT, "apps", ESPEAK, "wrangler.jsonc"));
}

function workersToBuild(): WorkerFolder[] {
  return hasEspeak() ? [...WORKERS, ESPEAK] : [...WORKERS];
}

async function buildInto(
  outRoot: string,
  target: string,
  voices: string | null,
  onProgress: (text: string) => void,
): Promise<void> {
  await mkdir(outRoot, { recursive: true });
  const draft = await mkdtemp(join(outRoot, ".building-"));
  try {
    // Imported here: wrangler takes a second to load and is not needed when nothing changed.
    const [{ readManifest, writeManifest }, { readMigrations }] = await Promise.all([
      import("./manifest.ts"),
      import("./migrations.ts"),
    ]);
    await Promise.all(
      workersToBuild().map(async (worker) => {
        const configPath = join(REPOSITORY_ROOT, "apps", worker, "wrangler.jsonc");
        const outDir = join(draft, worker);
        onProgress(`building ${worker}`);
        await bundleWorker({
          repositoryRoot: REPOSITORY_ROOT,
          configPath,
          outDir,
          logDir: join(outRoot, "logs"),
          voices,
        });
        writeManifest(join(outDir, "manifest.json"), readManifest(configPath));
      }),
    );
    const migrations = readMigrations(join(REPOSITORY_ROOT, "apps/api/migrations"));
    await writeFile(join(draft, "api", "migrations.json"), JSON.stringify(migrations));
    await renameUnlessThere(draft, target);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function renameUnlessThere(draft: string, target: string): Promise<void> {
  try {
    await rename(draft, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  }
}

export async function loadManifest(bundleDir: string): Promise<WorkerManifest> {
  const manifest: WorkerManifest = JSON.parse(await readFile(join(bundleDir, "manifest.json"), "utf8"));
  return manifest;
}

export async function loadMigrations(apiBundleDir: string): Promise<Migration[]> {
  const migrations: Migration[] = JSON.parse(await readFile(join(apiBundleDir, "migrations.json"), "utf8"));
  return migrations;
}
