// `npm run deploy`: the Workers to Cloudflare, production configuration. `--dry-run` only builds them, offline.
import { join } from "node:path";
import { hasEspeak } from "./build/bundle.ts";
import { missingForProduction, operatorVars } from "./deploy/production.ts";
import { root } from "./house/root.ts";
import { commandStage, runStages, type Stage, stopOnSignals, summarize } from "./house/stages.ts";

/** In the order of the bindings: who is called comes before who calls. */
const WORKERS = [...(hasEspeak() ? ["speech-espeak"] : []), "speech", "keys", "api"];

function stageFor(worker: string, dryRun: boolean): Stage {
  // In the Worker's folder: that is where its configuration's paths and its build command begin.
  const folder = `apps/${worker}`;
  const environment = worker === "speech" && !hasEspeak() ? "production-without-espeak" : "production";
  const production = ["deploy", "--env", environment];
  if (dryRun) {
    return commandStage(
      `build ${worker}`,
      "wrangler",
      [...production, "--dry-run", "--outdir", `../../dist/${worker}`],
      { folder },
    );
  }
  const vars = varsOf(worker).flatMap((one) => ["--var", one]);
  return commandStage(`deploy ${worker}`, "wrangler", [...production, ...vars], { folder });
}

/** What the environment sets of a Worker's vars: `NAME:value`. */
function varsOf(worker: string): string[] {
  if (worker === "api") return operatorVars(process.env);
  const sidecar = process.env["SIDECAR_URL"]?.trim();
  return worker === "speech" && sidecar ? [`SIDECAR_URL:${sidecar}`] : [];
}

async function deploy(args: readonly string[]): Promise<number> {
  const unknown = args.filter((arg) => arg !== "--dry-run");
  if (unknown.length > 0) {
    console.error(
      `npm run deploy does not know ${unknown.join(" ")}. It knows --dry-run: build everything, send nothing.`,
    );
    return 1;
  }
  const dryRun = args.includes("--dry-run");
  const missing = dryRun ? [] : missingForProduction(process.env);
  if (missing.length > 0) {
    console.error(
      ["Nothing was deployed. A production installation needs these in the environment:", ...missing].join(
        "\n  ",
      ),
    );
    return 1;
  }
  stopOnSignals();
  const stages = WORKERS.map((worker) => stageFor(worker, dryRun));
  const exitCode = summarize(stages, await runStages(stages, { keepGoing: false }));
  if (dryRun && exitCode === 0) console.log("  The bundles are in dist/. Nothing was sent.");
  return exitCode;
}

// wrangler must not phone home, and a dry run must not look for an account.
Object.assign(process.env, {
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_LOG_PATH: join(root, ".wrangler/logs"),
});
process.exitCode = await deploy(process.argv.slice(2));
