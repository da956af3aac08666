import { spawn } from "node:child_process";
import { delimiter, resolve } from "node:path";
import { boundBy, findOnPath } from "./bind.mjs";

/**
 * The environment for npm: without this checkout's own node_modules on PATH, because `npm ci` deletes that
 * folder first, and with it the Node it would be running on.
 */
function npmEnvironment(root) {
  const modules = resolve(root, "node_modules");
  const path = (process.env.PATH ?? "").split(delimiter).filter((dir) => !resolve(dir).startsWith(modules));
  return { ...process.env, PATH: path.join(delimiter) };
}

function npmCommand(env) {
  const onPath = findOnPath("npm", env.PATH);
  if (onPath) return [onPath];
  // npm was started by its full path: it tells its scripts where it is.
  return process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : undefined;
}

/** Runs npm and resolves with its exit code and what it printed. Exit code 127: there is no npm. */
export function runNpm(root, args) {
  const env = npmEnvironment(root);
  const npm = npmCommand(env);
  if (!npm) return Promise.resolve({ code: 127, output: "npm is not on PATH." });
  return new Promise((done) => {
    const output = [];
    const [command, ...before] = [...boundBy(), ...npm];
    const child = spawn(command, [...before, ...args], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    child.on("error", (error) => done({ code: 127, output: error.message }));
    child.on("close", (code) => done({ code: code ?? 1, output: Buffer.concat(output).toString() }));
  });
}
