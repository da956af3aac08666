import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The first executable file of that name on a PATH. */
export function findOnPath(name, path = process.env.PATH ?? "") {
  return path
    .split(delimiter)
    .map((dir) => join(dir, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/**
 * The words before a command that make the kernel kill it when we die, SIGKILL included: util-linux's setpriv.
 * Empty where there is none; BusyBox has a setpriv that cannot.
 */
export function boundBy() {
  const setpriv = process.platform === "linux" ? findOnPath("setpriv") : undefined;
  if (!setpriv) return [];
  const bound = [setpriv, "--pdeathsig", "KILL", "--"];
  const [command, ...args] = [...bound, process.execPath, "--version"];
  return spawnSync(command, args).status === 0 ? bound : [];
}
