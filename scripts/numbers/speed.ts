/** `npm run numbers:speed`: microseconds that the safety net takes for a number it never saw before, inside workerd. */
import { join } from "node:path";
import { build } from "esbuild";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { drawSamples } from "./samples.ts";

/** What one may take, by the house's own figure. */
const MOST_MICROSECONDS = 20;
const ROUNDS = 9;
/** Requests before those that count, in which the runtime compiles what is hot. */
const WARM_UP = 3;

const numbers = drawSamples(20, 1).flatMap((sample) => sample.numbers);
const bundle = await build({
  stdin: {
    contents: `import { checkNumber } from "@callping/domain/numbers/check-number";
export default { async fetch(request) {
  const { numbers, times } = await request.json();
  let allowed = 0;
  for (let n = 0; n < times; n += 1)
    for (const number of numbers) if (checkNumber(number, { fictionAllowed: false }).ok) allowed += 1;
  return Response.json(allowed);
} };`,
    resolveDir: join(import.meta.dirname, "../.."),
  },
  bundle: true,
  format: "esm",
  write: false,
});
const runtime = new Miniflare(
  convertV4MiniflareOptions({
    modules: true,
    script: bundle.outputFiles[0]?.text ?? "",
    compatibilityDate: "2026-01-01",
  }),
);

/** Milliseconds of a request that checks all numbers so often; more than the net remembers lie between the same two. */
async function measure(times: number): Promise<number> {
  const body = JSON.stringify({ numbers, times });
  const startedAt = performance.now();
  await (await runtime.dispatchFetch("http://localhost/", { method: "POST", body })).text();
  return performance.now() - startedAt;
}

for (let round = 0; round < WARM_UP; round += 1) await measure(1);
const results: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const idle = await measure(0);
  results.push((((await measure(1)) - idle) * 1000) / numbers.length);
}
await runtime.dispose();
const median = results.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Infinity;
console.log(
  `${median.toFixed(1)} µs a number in workerd: median of ${ROUNDS} rounds over ${numbers.length} numbers, each new to it ` +
    `(${results.map((result) => result.toFixed(1)).join(", ")}); at most ${MOST_MICROSECONDS}`,
);
process.exitCode = median > MOST_MICROSECONDS ? 1 : 0;
