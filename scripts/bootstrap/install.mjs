import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { withInstallLock } from "./install-lock.mjs";
import { rememberInstall, whyInstall } from "./installed.mjs";
import { runNpm } from "./npm.mjs";
import { runningFrom } from "./running.mjs";
import { say } from "./say.mjs";

const PROGRESS_EVERY_SECONDS = 10;

/** Installs the packages when they are missing or changed: `{ ok: true }` or `{ ok: false, problem }`. */
export async function installIfNeeded(root) {
  if (!whyInstall(root)) {
    rememberInstall(root);
    return { ok: true };
  }
  const onWait = () => say("another command is installing the packages; waiting for it…");
  return withInstallLock(root, { onWait }, () => install(root));
}

async function install(root) {
  const reason = whyInstall(root);
  if (!reason) return { ok: true };
  const running = runningFrom(root);
  if (running.length > 0) return { ok: false, problem: refusal(reason, running) };

  say(`${reason}: installing them with npm ci (about half a minute with an empty cache)…`);
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  const progress = setInterval(
    () => say(`  still installing, ${seconds()} s`),
    PROGRESS_EVERY_SECONDS * 1000,
  );
  // A half-written folder must not look installed when npm is killed in the middle.
  rmSync(join(root, "node_modules/.package-lock.json"), { force: true });
  rmSync(join(root, "node_modules/.callping-installed"), { force: true });
  const npm = await runNpm(root, ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"]);
  clearInterval(progress);
  if (npm.code !== 0) return { ok: false, problem: failure(npm) };

  const node = nodeProblem(root);
  if (node) return { ok: false, problem: node };
  rememberInstall(root);
  say(`the packages are installed (${seconds()} s).`);
  return { ok: true };
}

function refusal(reason, running) {
  return [
    `The packages must be installed again (${reason}), but CallPing is running from this checkout:`,
    ...running.map(({ pid, command }) => `  pid ${pid}  ${command}`),
    "Replacing them now would break what runs. Stop it first (Ctrl-C in its terminal), then run this again.",
  ].join("\n");
}

function failure({ code, output }) {
  return [
    `npm ci failed (exit code ${code}). This is what it said:`,
    output.trimEnd(),
    "Nothing was started. Check the network and the registry (npm config get registry), then run this again.",
  ].join("\n\n");
}

/** Node 24 is unpacked by the install script of the package `node`; npm can be told not to run those. */
function nodeProblem(root) {
  const { status, stdout } = spawnSync(join(root, "node_modules/.bin/node"), ["--version"], {
    encoding: "utf8",
  });
  if (status === 0 && Number(stdout.slice(1).split(".")[0]) >= 24) return undefined;
  return [
    "The packages are installed, but Node 24 is not among them: npm did not run the package's install script.",
    "Look at `npm config get ignore-scripts` (it must be false for this project), then run this again;",
    "or run it by hand: npm rebuild node workerd esbuild --ignore-scripts=false",
  ].join("\n");
}
