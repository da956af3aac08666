import { ADAPTERS } from "@callping/domain/intake/adapters/index";
import { readWebhook, type WebhookRequest } from "@callping/domain/intake/read-webhook";
import { blownUpBodies } from "./blown-up-bodies.ts";
import { type HeavyBody, heavyBodies } from "./heavy-bodies.ts";

const ROUNDS = 300;
const WARM_UP = 40;
/** Random bodies of which another is read in every round. */
const RANDOM_BODIES = 300;
/** Without a common divisor with the number of shapes, so that each round takes them in another order. */
const STRIDES = [1, 5, 7, 13, 17, 19] as const;

/** What is measured: with all adapters, with none, and `JSON.parse` alone. */
const RUNS = [
  ({ request }: Shape): unknown => readWebhook(request, { adapters: ADAPTERS }),
  ({ request }: Shape): unknown => readWebhook(request, { adapters: [] }),
  ({ text }: Shape): unknown => parsed(text),
] as const;

interface Shape {
  name: string;
  text: string;
  request: WebhookRequest;
}

/**
 * Milliseconds to read bodies of 256 KiB of usual and of hostile shapes, beside what `JSON.parse` alone takes here. All
 * shapes take turns, in ever another order, as requests do: the engine's guesses about one are wrong for the next. Each
 * measure has turns of its own, so that none is charged with collecting what another left behind.
 */
export function measureSpeed(): void {
  const shapes = heavyBodies().map(shapeOf);
  const random = blownUpBodies(RANDOM_BODIES).map((text) => shapeOf({ name: "random bodies", text }));
  const times = RUNS.map((run) => timesOf(run, shapes, random));
  console.log(
    `${"body of 256 KiB".padEnd(34)} p50 ms  p99 ms  max ms  general only: p50  p99   JSON.parse: p50  p99`,
  );
  for (const name of times[0]?.keys() ?? [])
    print(
      name,
      times.map((one) => one.get(name) ?? []),
    );
}

/** Milliseconds of every shape, by its name. */
function timesOf(
  run: (shape: Shape) => unknown,
  shapes: readonly Shape[],
  random: readonly Shape[],
): Map<string, number[]> {
  const times = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS + WARM_UP; round += 1)
    for (const shape of inTurn([...shapes, random[round % RANDOM_BODIES]], round)) {
      const taken = timeOf(() => run(shape));
      if (round < WARM_UP) continue;
      const all = times.get(shape.name) ?? [];
      times.set(shape.name, all);
      all.push(taken);
    }
  return times;
}

function inTurn(shapes: readonly (Shape | undefined)[], round: number): Shape[] {
  const stride = STRIDES[round % STRIDES.length] ?? 1;
  return shapes
    .map((_, index) => shapes[(index * stride + round) % shapes.length])
    .filter((shape) => shape !== undefined);
}

const shapeOf = ({ name, text, contentType, search }: HeavyBody): Shape => ({
  name,
  text,
  request: {
    method: "POST",
    search: search ?? "",
    contentType: contentType ?? null,
    headers: {},
    endpointName: "E",
    body: new TextEncoder().encode(text),
  },
});

function print(name: string, times: readonly number[][]): void {
  const [read = [], general = [], parse = []] = times.map((list) => list.sort((a, b) => a - b));
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
