import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, join, relative } from "node:path";
import { boundBy } from "./bind.mjs";
import { sayProblem } from "./say.mjs";

const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGWINCH"];
/** The terminal sends Ctrl-C to every process of the command, and npm passes its own copy on: one keystroke. */
const SAME_SIGNAL_MS = 300;

/** Runs a TypeScript entry on the installed Node 24 and resolves with its exit code. */
export async function launch({ root, entry, args }) {
  if (!existsSync(entry)) return sayProblem(`${relative(root, entry)} is missing from this checkout.`);
  const bin = join(root, "node_modules/.bin");
  const node = join(bin, "node");
  const env = { ...process.env, PATH: [bin, process.env.PATH ?? ""].join(delimiter) };
  const bound = boundBy();
  // Without setpriv only becoming the program itself keeps it from outliving us (Node 22.15 and newer).
  if (bound.length === 0 && process.execve) return process.execve(node, [node, entry, ...args], env);
  const [command, ...before] = [...bound, node];
  return supervise(
    spawn(command, [...before, entry, ...args], { cwd: root, env, stdio: "inherit", detached: true }),
  );
}

/** Its own session, so that the terminal's signals reach it through us, once; resolves after it has ended. */
function supervise(child) {
  const lastSentAt = new Map();
  for (const signal of FORWARDED) {
    process.on(signal, () => {
      const now = performance.now();
      if (signal !== "SIGWINCH" && now - (lastSentAt.get(signal) ?? -Infinity) < SAME_SIGNAL_MS) return;
      lastSentAt.set(signal, now);
      child.kill(signal);
    });
  }
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("exit", (code, signal) => done(signal ? 128 + constants.signals[signal] : code));
  });
}
