import type { WebhookReading } from "@callping/domain/intake/read-webhook";
import type { Case } from "./cases.ts";
import { namedValues } from "./paths.ts";

export interface Read {
  one: Case;
  reading: WebhookReading;
}

export interface Pair {
  name: string;
  right: boolean;
  keys: string;
}

/** Firing and resolved cases of one tool whose expected identity has the same values in both bodies. */
export function judgePairs(reads: readonly Read[]): Pair[] {
  return reads
    .filter(({ one }) => one.expect.state === "firing")
    .flatMap((firing) =>
      reads
        .filter(({ one }) => one.tool === firing.one.tool && one.expect.state === "resolved")
        .filter((resolved) => sameProblem(firing, resolved))
        .map((resolved) => judgePair(firing, resolved)),
    );
}

function sameProblem(a: Read, b: Read): boolean {
  const words = `${a.one.expect.dedup ?? ""} ${b.one.expect.dedup ?? ""}`;
  const [first, second] = [identity(a, words), identity(b, words)];
  const shared = [...first].filter(([path]) => second.has(path));
  return shared.length > 0 && shared.every(([path, value]) => second.get(path) === value);
}

const identity = ({ reading }: Read, words: string): Map<string, string> =>
  namedValues(reading.kind === "events" ? reading.events[0]?.payload : null, words);

function judgePair(firing: Read, resolved: Read): Pair {
  const [a, b] = [firing, resolved].map(({ reading }) =>
    reading.kind === "events" ? reading.events.map((event) => event.dedupKey) : [],
  );
  return {
    name: `${firing.one.name} + ${resolved.one.name}`,
    right: a?.some((key) => key !== null && b?.includes(key) === true) ?? false,
    keys: `${JSON.stringify(a)} ${JSON.stringify(b)}`,
  };
}
