import type { AsteriskInstance } from "@callping/pbx/config/instance";
import { sweep } from "@callping/pbx/operate/sweep";

const HOUR_MS = 3_600_000;

/** Keeps customers' words on these PBXs no longer than a day, as production does by a timer. Answers how to stop. */
export function sweepHourly(
  instances: readonly AsteriskInstance[],
  say: (line: string) => void,
): () => Promise<void> {
  const sweepAll = async () => {
    for (const instance of instances) {
      const problem = await sweep(instance);
      if (problem !== null) say(`${instance.id} was not swept, it will be in an hour: ${problem}`);
    }
  };
  let running = Promise.resolve();
  const timer = setInterval(() => (running = sweepAll()), HOUR_MS);
  return () => {
    clearInterval(timer);
    return running;
  };
}
