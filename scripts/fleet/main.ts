import { parseArgs } from "node:util";

import { table } from "../bench/report/table.ts";
import { cutLine } from "./cut-line.ts";
import { distribute } from "./distribute.ts";
import { failOver } from "./fail-over.ts";
import type { Finding } from "./finding.ts";
import { killOne } from "./kill-one.ts";
import { Rig } from "./rig.ts";
import { speakAtOnce } from "./speak-at-once.ts";

const HELP = `npm run fleet -- [options]
  --only <a,b>    only these: distribution, kill, failover, cut, speech
  --help
Three real PBXs with four trunks, two carriers that time what reaches them; about six minutes.`;

const TRIALS: Record<string, (rig: Rig) => Promise<Finding[]>> = {
  distribution: distribute,
  speech: speakAtOnce,
  cut: cutLine,
  kill: killOne,
  failover: failOver,
};

const { values } = parseArgs({
  options: { only: { type: "string" }, help: { type: "boolean", short: "h" } },
});
if (values.help === true) {
  console.log(HELP);
  process.exit(0);
}
const wanted = values.only?.split(",") ?? Object.keys(TRIALS);
const unknown = wanted.filter((name) => !Object.hasOwn(TRIALS, name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(", ")}.\n\n${HELP}`);
  process.exit(2);
}
const say = (line: string): void => console.log(`· ${line}`);
const rig = await Rig.start(say);
const stopped = Promise.withResolvers<never>();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => stopped.reject(new Error(`ended by ${signal}`)));
let held = true;
try {
  await Promise.race([run(), stopped.promise]);
} finally {
  await rig.stop();
}
process.exit(held ? 0 : 1);

async function run(): Promise<void> {
  const findings: Finding[] = [];
  for (const [name, trial] of Object.entries(TRIALS)) {
    if (!wanted.includes(name)) continue;
    say(`trying ${name}`);
    for (const finding of await trial(rig)) {
      findings.push(finding);
      say(`${finding.held ? "holds" : "DOES NOT HOLD"}: ${finding.promise}: ${finding.seen}`);
    }
  }
  held = findings.every((finding) => finding.held);
  const rows = findings.map((one) => [one.promise, one.seen, one.held ? "yes" : "**no**"]);
  console.log(`\n${table(["promise", "seen", "held"], rows)}`);
}
