import { enableCompileCache } from "node:module";
import { join } from "node:path";

import type { StartOptions } from "./options.ts";

// Before anything else is loaded: stripping types and compiling take half a second at each start otherwise.
enableCompileCache(join(import.meta.dirname, "../../.callping/compile-cache"));

const { explainError } = await import("./explain-error.ts");
const { HELP, parseOptions } = await import("./options.ts");

// A terminal that closes must not end the installation by a failed write.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

const parsed = parseOptions(process.argv.slice(2), process.env, process.cwd());
switch (parsed.do) {
  case "help":
    console.log(HELP);
    break;
  case "handsets":
    console.log((await import("./view/welcome.ts")).handsetTable().join("\n"));
    break;
  case "refuse":
    console.error(parsed.message);
    process.exitCode = 2;
    break;
  case "start":
    process.exit(await start(parsed.options));
    break;
  default:
    parsed satisfies never;
}

async function start(options: StartOptions): Promise<number> {
  try {
    // Before the rest is loaded: who may not start is told at once, on a busy machine too.
    const { explainLock, lockState } = await import("./state/lock.ts");
    const locked = lockState(options.stateDir, new Date());
    if (!locked.ok) {
      console.error(explainLock(options.stateDir, locked.holder));
      return 1;
    }
    const { run } = await import("./run.ts");
    return await run(options, locked.lock);
  } catch (error) {
    console.error(`\n${explainError(error)}`);
    return 1;
  }
}
