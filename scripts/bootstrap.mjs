// What `npm start`, `npm test` and the other commands run first. It needs nothing but Node 20 and npm: it
// installs the packages when they are missing or changed, then hands over to Node 24 and the TypeScript entry.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installIfNeeded } from "./bootstrap/install.mjs";
import { launch } from "./bootstrap/launch.mjs";
import { sayProblem } from "./bootstrap/say.mjs";
import { explainTasks, taskEntry } from "./bootstrap/tasks.mjs";

const OLDEST_NODE_MAJOR = 20;

async function main() {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const [task, ...args] = process.argv.slice(2);
  const entry = taskEntry(task);
  if (!entry) return sayProblem(explainTasks(task));
  if (Number(process.versions.node.split(".")[0]) < OLDEST_NODE_MAJOR) {
    return sayProblem(
      `This is Node ${process.version}. Install Node ${OLDEST_NODE_MAJOR} or newer and run it again.`,
    );
  }
  const installed = await installIfNeeded(root);
  if (!installed.ok) return sayProblem(installed.problem);
  return launch({ root, entry: join(root, entry), args });
}

process.exitCode = await main();
