import { spawn } from "node:child_process";
import { dirname, join } from "node:path";

/** Nothing leaves the machine: no metrics, no look for a newer version, no account. */
const QUIET = {
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_HIDE_BANNER: "true",
  CI: "1",
  NO_COLOR: "1",
  FORCE_COLOR: "0",
};
const ERROR_LINES = 25;

export interface BundleOptions {
  repositoryRoot: string;
  configPath: string;
  outDir: string;
  logDir: string;
  voices: string | null;
}

/**
 * Bundles one Worker exactly as a deployment to production would (`wrangler deploy --env production --dry-run`).
 * Rejects with wrangler's own words when the build fails.
 */
export function bundleWorker(options: BundleOptions): Promise<void> {
  const wrangler = join(options.repositoryRoot, "node_modules/wrangler/bin/wrangler.js");
  const args = [
    wrangler,
    "deploy",
    "--dry-run",
    "--env",
    "production",
    "--outdir",
    options.outDir,
    "--config",
    options.configPath,
  ];
  const child = spawn(process.execPath, args, {
    // A custom build command is run where wrangler runs, not where its configuration lies.
    cwd: dirname(options.configPath),
    env: {
      ...process.env,
      ...QUIET,
      WRANGLER_LOG_PATH: options.logDir,
      CALLPING_VOICES: options.voices ?? "",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `${options.configPath} does not build:\n${beginning(Buffer.concat(output).toString("utf8"))}`,
          ),
        );
    });
  });
}

/** wrangler prints its own objects after the reason. */
function beginning(text: string): string {
  return text.trim().split("\n").slice(0, ERROR_LINES).join("\n");
}
