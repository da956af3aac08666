// Who runs from this checkout's node_modules right now. Replacing the packages under a running server breaks
// it in odd ways later, so an installation is refused while there is one.
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { taskEntries } from "./tasks.mjs";

/** Our running tasks and the workerds below them: `[{ pid, command }]`. */
export function runningFrom(root) {
  return process.platform === "linux" ? runningByProc(root) : runningByReadyFiles(root);
}

function runningByProc(root) {
  const modules = join(root, "node_modules/");
  const found = [];
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    const running = attempt(() => ({
      program: readlinkSync(`/proc/${name}/exe`),
      args: readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0"),
    }));
    if (!running?.program.startsWith(modules)) continue;
    const isTask = running.args.some((arg) => taskEntries().some((entry) => arg === join(root, entry)));
    if (isTask || /\/workerd( \(deleted\))?$/.test(running.program)) {
      found.push({ pid: Number(name), command: running.args.join(" ").trim().slice(0, 120) });
    }
  }
  return found;
}

/** Elsewhere the state folders say which processes belong to a running installation. */
function runningByReadyFiles(root) {
  const states = readdirSync(root).filter((name) => name.startsWith(".callping"));
  if (process.env.CALLPING_STATE) states.push(process.env.CALLPING_STATE);
  return states.flatMap((state) => {
    const ready = attempt(() => JSON.parse(readFileSync(join(root, state, "ready.json"), "utf8")));
    return Object.entries(ready?.pids ?? {})
      .filter(([, pid]) => typeof pid === "number" && attempt(() => process.kill(pid, 0)))
      .map(([name, pid]) => ({ pid, command: `${name} (says ${state}/ready.json)` }));
  });
}

/** A process may end, or belong to somebody else, while we look at it: then it is not ours to count. */
function attempt(look) {
  try {
    return look();
  } catch {
    return undefined;
  }
}
