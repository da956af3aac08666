import type { Bench } from "./bench.ts";
import { measureAccept } from "./measure/accept.ts";
import { measureBare } from "./measure/bare.ts";
import { measureBusy } from "./measure/busy.ts";
import { measureCeiling } from "./measure/ceiling.ts";
import { measureDistinctWords } from "./measure/distinct-words.ts";
import { measureHops } from "./measure/hops.ts";
import { measureIdle } from "./measure/idle.ts";
import { type LoadResult, measureLoad } from "./measure/load.ts";
import { measureMemory, memoryNow } from "./measure/memory.ts";
import { measureSipp } from "./measure/sipp.ts";
import { measureSpeech } from "./measure/speech.ts";
import { measureStorm } from "./measure/storm.ts";
import { warmUp } from "./measure/warm-up.ts";
import { sayCost, sayDistinct, sayRings, sayStorm, spread } from "./report/print.ts";
import type { Results } from "./results.ts";

/** Makes every measurement that was asked for, one after the other, and says each as it is known. */
export async function runAll(bench: Bench): Promise<Results> {
  const { plan } = bench;
  const results: Results = {};
  const atRest = memoryNow(bench);
  const sayLoad = (load: LoadResult): void => {
    bench.say(sayRings(`${load.rate}/s for ${load.seconds} s`, load.rings));
    bench.say(`  ${sayCost(load.cost, load.rings.sent)}`);
  };
  bench.say(sayRings("warm-up", await warmUp(bench)));
  const steps: Record<string, () => Promise<void>> = {
    idle: async () => {
      results.idle = await measureIdle(bench);
      bench.say(sayRings("idle", results.idle.result));
      bench.say(`  ${sayCost(results.idle.cost, results.idle.result.sent)}`);
    },
    bare: async () => {
      results.bare = await measureBare(bench);
      bench.say(`bare ARI originate: INVITE ${spread(results.bare.inviteMs)}`);
    },
    hops: async () => {
      results.hops = await measureHops(bench);
      const hops: [string, number[]][] = Object.entries(results.hops);
      for (const [name, times] of hops) bench.say(`hop ${name}: ${spread(times)}`);
    },
    speech: async () => {
      results.speech = await measureSpeech(bench);
      for (const one of results.speech) bench.say(`${one.name}: first packet ${spread(one.firstPacketMs)}`);
      results.distinct = await measureDistinctWords(bench);
      sayLoad(results.distinct.stored);
      sayLoad(results.distinct.distinct);
      bench.say(sayDistinct(results.distinct));
    },
    load: async () => {
      results.loads = [];
      for (const { rate, seconds } of plan.loads) {
        const load = await measureLoad(bench, rate, seconds);
        results.loads.push(load);
        sayLoad(load);
      }
    },
    busy: async () => {
      results.busy = await measureBusy(bench, plan.quick ? 10 : 30);
      sayLoad(results.busy.alone);
      sayLoad(results.busy.beside);
    },
    accept: async () => {
      results.accept = await measureAccept(bench);
      for (const one of results.accept)
        bench.say(`${one.name}: ${one.aSecond.toFixed(0)}/s, ${spread(one.tookMs)}`);
    },
    ceiling: async () => {
      results.ceiling = await measureCeiling(bench);
      results.ceiling.forEach(sayLoad);
    },
    storm: async () => {
      results.storm = await measureStorm(bench);
      bench.say(sayRings("other organizations, alone", results.storm.alone));
      bench.say(sayRings("other organizations, in the storm", results.storm.beside));
      bench.say(sayStorm(results.storm));
    },
    memory: async () => {
      results.memory = await measureMemory(bench, atRest);
    },
    // Last: the benchmark's own handsets end with it.
    sipp: async () => {
      results.sipp = await measureSipp(bench);
      const { rate, seconds, rings, cost } = results.sipp;
      bench.say(sayRings(`${rate}/s for ${seconds} s, SIPp as the carrier`, rings));
      bench.say(`  ${sayCost(cost, rings.sent)}`);
    },
  };
  for (const [name, step] of Object.entries(steps)) {
    if (!(plan.only.size === 0 ? name !== "sipp" : plan.only.has(name))) continue;
    bench.say(`measuring ${name}`);
    try {
      await step();
    } catch (error) {
      // The other figures of a long run are worth having; the document says which one is missing.
      results.failed = [...(results.failed ?? []), name];
      bench.say(`${name} could not be measured: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return results;
}
