import { Bench } from "./bench.ts";
import { parsePlan } from "./options.ts";
import { runAll } from "./run.ts";

const plan = parsePlan(process.argv.slice(2));
if ("message" in plan) {
  console.log(plan.message);
  process.exit(plan.exitCode);
}
const bench = await Bench.start(plan);
try {
  await runAll(bench);
} finally {
  await bench.stop();
}
process.exit(0);
