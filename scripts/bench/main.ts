import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { REPOSITORY_ROOT } from "../build/bundle.ts";
import { Bench } from "./bench.ts";
import { parsePlan } from "./options.ts";
import { document } from "./report/document.ts";
import { runAll } from "./run.ts";

const plan = parsePlan(process.argv.slice(2));
if ("message" in plan) {
  console.log(plan.message);
  process.exit(plan.exitCode);
}
const bench = await Bench.start(plan);
const stopped = Promise.withResolvers<never>();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => stopped.reject(new Error(`ended by ${signal}`)));
try {
  const results = await Promise.race([runAll(bench), stopped.promise]);
  const text = document(plan, results, new Date());
  console.log(`\n${text}`);
  if (plan.only.size === 0) writeFileSync(join(REPOSITORY_ROOT, "docs/performance.md"), text);
} finally {
  await bench.stop();
}
process.exit(0);
