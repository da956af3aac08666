import { readWebhook } from "@callping/domain/intake/read-webhook";
import { heavyBodies } from "./heavy-bodies.ts";

const RUNS = 200;
const WARM_UP = 20;

/** Milliseconds to read bodies of 256 KiB, of usual and of hostile shapes. */
export function measureSpeed(): void {
  console.log(`${"body of 256 KiB".padEnd(34)} p50 ms  p99 ms  max ms`);
  for (const [name, text] of heavyBodies()) {
    const body = new TextEncoder().encode(text);
    const request = { method: "POST", search: "", contentType: null, headers: {}, endpointName: "E", body };
    const times: number[] = [];
    for (let run = 0; run < RUNS + WARM_UP; run += 1) {
      const startedAt = performance.now();
      readWebhook(request);
      if (run >= WARM_UP) times.push(performance.now() - startedAt);
    }
    times.sort((a, b) => a - b);
    const at = (share: number): string => (times[Math.floor(share * (RUNS - 1))] ?? 0).toFixed(2).padStart(7);
    console.log(`${name.padEnd(34)}${at(0.5)} ${at(0.99)} ${at(1)}`);
  }
}
