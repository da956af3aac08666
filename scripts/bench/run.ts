import type { Bench } from "./bench.ts";
import { measureIdle } from "./measure/idle.ts";
import { measureLoad } from "./measure/load.ts";
import { warmUp } from "./measure/warm-up.ts";
import { sayCost, sayRings } from "./report/print.ts";

export async function runAll(bench: Bench): Promise<void> {
  const { plan } = bench;
  const wants = (name: string): boolean => plan.only.size === 0 || plan.only.has(name);
  bench.say(sayRings("warm-up", await warmUp(bench)));
  if (wants("idle")) {
    const { result, cost } = await measureIdle(bench);
    bench.say(sayRings("idle", result));
    bench.say(sayCost(cost, result.sent));
  }
  if (wants("load")) {
    for (const { rate, seconds } of plan.loads) {
      const load = await measureLoad(bench, rate, seconds);
      bench.say(sayRings(`${rate}/s`, load.rings));
      bench.say(sayCost(load.cost, load.rings.sent));
    }
  }
}
