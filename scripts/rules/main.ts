import { chooseRule } from "@callping/domain/rules/choose-rule";
import { compileScenario } from "@callping/domain/rules/compile-scenario";
import { parseRules } from "@callping/domain/rules/parse-rules";
import { distribution } from "../bench/report/stats.ts";
import { shapes } from "./shapes.ts";

const RUNS = 3000;
const WARM_UP = 300;
/** 2026-11-22 03:00 UTC is a Sunday: windows of weekdays are closed. */
const NOW = Date.UTC(2026, 10, 22, 3);
const MOMENTS = Array.from({ length: 90 }, (_, n) => NOW - n * 1000);

/** Milliseconds that a hundred rules take to decide about an event of 64 KiB that was read already. */
console.log(
  `${"100 rules, 64 KiB".padEnd(34)}  p50 ms   p99 ms   max ms   parse and compile, once a version: p50`,
);
for (const { name, rules, event } of shapes()) {
  const scenario = compileScenario(rules);
  const context = { now: NOW, timeZone: "Europe/Kyiv", earlier: () => MOMENTS };
  const decide = timesOf(RUNS, () => chooseRule(scenario, event, context));
  const input: unknown = JSON.parse(JSON.stringify(rules));
  const compile = timesOf(RUNS / 30, () => {
    const parsed = parseRules(input);
    return compileScenario(parsed.ok ? parsed.value : []);
  });
  const figures = [decide?.p50, decide?.p99, decide?.max, compile?.p50].map((ms = 0) =>
    ms.toFixed(3).padStart(9),
  );
  console.log(name.padEnd(32) + figures.join(""));
}

/** What each run took, without the first ones, which are the compiler's. */
function timesOf(runs: number, run: () => unknown): ReturnType<typeof distribution> {
  const times: number[] = [];
  for (let count = 0; count < runs + WARM_UP; count += 1) {
    const startedAt = performance.now();
    run();
    if (count >= WARM_UP) times.push(performance.now() - startedAt);
  }
  return distribution(times);
}
