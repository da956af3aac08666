import { readWebhook } from "@callping/domain/intake/read-webhook";
import { heavyBodies } from "./heavy-bodies.ts";

const RUNS = 200;
const WARM_UP = 20;

/** Milliseconds to read bodies of 256 KiB of usual and of hostile shapes, beside what `JSON.parse` alone takes here. */
export function measureSpeed(): void {
  console.log(`${"body of 256 KiB".padEnd(30)} p50 ms  p99 ms  max ms   JSON.parse alone: p50  p99`);
  for (const [name, text] of heavyBodies()) {
    const body = new TextEncoder().encode(text);
    const request = { method: "POST", search: "", contentType: null, headers: {}, endpointName: "E", body };
    const read = timesOf(() => readWebhook(request));
    const parse = timesOf(() => parsed(text));
    const figures = [
      at(read, 0.5),
      at(read, 0.99),
      at(read, 1),
      " ".repeat(16),
      at(parse, 0.5),
      at(parse, 0.99),
    ];
    console.log(`${name.padEnd(30)}${figures.join(" ")}`);
  }
}

/** Sorted, without the first ones, which are the compiler's. */
function timesOf(run: () => unknown): number[] {
  const times: number[] = [];
  for (let count = 0; count < RUNS + WARM_UP; count += 1) {
    const startedAt = performance.now();
    run();
    if (count >= WARM_UP) times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b);
}

const at = (times: readonly number[], share: number): string =>
  (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(2).padStart(7);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Some of the bodies are no JSON.
  }
}
