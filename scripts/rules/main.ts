import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { chooseRule } from "@callping/domain/rules/choose-rule";
import { compileScenario } from "@callping/domain/rules/compile-scenario";
import { parseRules } from "@callping/domain/rules/parse-rules";
import { shapes } from "./shapes.ts";
import { line, timesOf } from "./times.ts";

const RUNS = 3000;
/** 2026-11-22 03:00 UTC is a Sunday: windows of weekdays are closed. */
const NOW = Date.UTC(2026, 10, 22, 3);
const MOMENTS = Array.from({ length: 90 }, (_, n) => NOW - n * 1000);

/** Milliseconds that a hundred rules take to decide about an event of 64 KiB that was read already. */
console.log(`${"100 rules, 64 KiB".padEnd(36)}   p50 ms   p99 ms   max ms   once a version: p50`);
for (const { name, rules, event } of shapes()) {
  const scenario = compileScenario(rules);
  const context = { now: NOW, timeZone: "Europe/Kyiv", earlier: () => MOMENTS };
  const decide = timesOf(RUNS, () => chooseRule(scenario, event, context));
  const input: unknown = JSON.parse(JSON.stringify(rules));
  const compile = timesOf(RUNS / 30, () => {
    const parsed = parseRules(input);
    return compileScenario(parsed.ok ? parsed.value : []);
  });
  console.log(line(name, decide?.p50, decide?.p99, decide?.max, compile?.p50));
}
// What plays them is the Worker's own code, with the Workers' types: a program of its own.
const dryRuns = join(import.meta.dirname, "measure-dry-runs.ts");
execFileSync(process.execPath, [dryRuns], { stdio: "inherit" });
