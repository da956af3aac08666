import { ADAPTERS } from "@callping/domain/intake/adapters/index";
import { readWebhook, type WebhookRequest } from "@callping/domain/intake/read-webhook";
import { blownUpBodies } from "./blown-up-bodies.ts";
import { type HeavyBody, heavyBodies } from "./heavy-bodies.ts";

const RUNS = 300;
const WARM_UP = 40;
const RANDOM_BODIES = 300;

/** Milliseconds to read bodies of 256 KiB of usual and of hostile shapes, beside what `JSON.parse` alone takes here. */
export function measureSpeed(): void {
  console.log(
    `${"body of 256 KiB".padEnd(34)} p50 ms  p99 ms  max ms  general only: p50  p99   JSON.parse: p50  p99`,
  );
  for (const body of heavyBodies()) {
    const request = requestOf(body);
    const read = timesOf(() => readWebhook(request));
    const general = timesOf(() => readWebhook(request, { adapters: [] }));
    const parse = timesOf(() => parsed(body.text));
    print(body.name, read, general, parse);
  }
  const random = blownUpBodies(RANDOM_BODIES).map((text) => requestOf({ name: "", text }));
  const texts = random.map(({ body }) => new TextDecoder().decode(body));
  const each = (run: (index: number) => unknown): number[] =>
    random.map((_, index) => timeOf(() => run(index))).sort((a, b) => a - b);
  const read = (adapters: typeof ADAPTERS): number[] =>
    each((index) => readWebhook(random[index] ?? requestOf({ name: "", text: "" }), { adapters }));
  print(
    "random bodies, one reading each",
    read(ADAPTERS),
    read([]),
    each((index) => parsed(texts[index] ?? "")),
  );
}

const requestOf = ({ text, contentType, search }: HeavyBody): WebhookRequest => ({
  method: "POST",
  search: search ?? "",
  contentType: contentType ?? null,
  headers: {},
  endpointName: "E",
  body: new TextEncoder().encode(text),
});

function print(name: string, read: number[], general: number[], parse: number[]): void {
  const figures = [
    at(read, 0.5),
    at(read, 0.99),
    at(read, 1),
    " ".repeat(12),
    at(general, 0.5),
    at(general, 0.99),
  ];
  console.log(`${name.padEnd(34)}${figures.join(" ")}${" ".repeat(11)}${at(parse, 0.5)} ${at(parse, 0.99)}`);
}

/** Sorted, without the first ones, which are the compiler's. */
function timesOf(run: () => unknown): number[] {
  const times: number[] = [];
  for (let count = 0; count < RUNS + WARM_UP; count += 1) {
    const time = timeOf(run);
    if (count >= WARM_UP) times.push(time);
  }
  return times.sort((a, b) => a - b);
}

function timeOf(run: () => unknown): number {
  const startedAt = performance.now();
  run();
  return performance.now() - startedAt;
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
