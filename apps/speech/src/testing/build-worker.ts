import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { WorkerOptions } from "miniflare";
import { findVoices } from "../../scripts/voices.ts";

const REPOSITORY = join(import.meta.dirname, "../../../..");

export interface BuiltWorker {
  /** The production bundle with the installed voice. */
  options: WorkerOptions;
  /** The same bundle, its voice files empty, as they are where nothing was installed. */
  withoutVoice: WorkerOptions;
  remove(): Promise<void>;
}

/** Bundles the Worker as a deployment does, for a test. Rejects when no voice is installed: its tests would prove nothing. */
export async function buildWorker(): Promise<BuiltWorker> {
  if ((await findVoices()) === null)
    throw new Error("No voice is installed: run `npm start` once, which fetches it.");
  const folder = await mkdtemp(join(tmpdir(), "callping-speech-"));
  const wrangler = join(REPOSITORY, "node_modules/wrangler/bin/wrangler.js");
  const config = join(REPOSITORY, "apps/speech/wrangler.jsonc");
  await promisify(execFile)(
    process.execPath,
    [wrangler, "deploy", "--dry-run", "--env", "production", "--outdir", folder, "--config", config],
    {
      cwd: REPOSITORY,
      env: { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_LOG_PATH: join(folder, "logs") },
    },
  );
  return {
    options: await optionsOf(folder, () => true),
    withoutVoice: await optionsOf(folder, (name) => !/_(?:ta|sg)\.bin$/.test(name)),
    remove: () => rm(folder, { recursive: true }),
  };
}

async function optionsOf(folder: string, keep: (name: string) => boolean): Promise<WorkerOptions> {
  const modules: NonNullable<NonNullable<WorkerOptions["config"]["manifest"]>["modules"]> = {};
  for (const name of await readdir(folder)) {
    const contents = async () =>
      keep(name) ? new Uint8Array(await readFile(join(folder, name))) : new Uint8Array();
    if (name === "index.js")
      modules[name] = { type: "esm", contents: await readFile(join(folder, name), "utf8") };
    else if (name.endsWith(".wasm")) modules[name] = { type: "wasm", contents: await contents() };
    else if (name.endsWith(".bin")) modules[name] = { type: "data", contents: await contents() };
  }
  return {
    config: {
      name: "callping-speech",
      compatibilityDate: "2026-11-01",
      manifest: { mainModule: "index.js", modulesRoot: folder, modules },
    },
  };
}
