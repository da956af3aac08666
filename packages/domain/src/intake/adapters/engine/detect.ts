import { isObject } from "../../reader/places.ts";
import type { Surroundings } from "../../reader/read-general.ts";
import type { Part } from "../../reader/split-alerts.ts";
import type { Adapter, Signature } from "./adapter.ts";
import type { Subject } from "./subject.ts";
import { lookUp, stepsOf, textAt } from "./subject.ts";

/** A signature that a body may fit, with the order of its adapter. */
interface Candidate {
  order: number;
  adapter: Adapter;
  signature: Signature;
}

/** The first adapter that recognises an alert, or `null`. */
export function findAdapter(adapters: readonly Adapter[], part: Part, around: Surroundings): Adapter | null {
  const subject: Subject = { part, around };
  let best: Candidate | null = null;
  for (const [key, candidates] of indexOf(adapters)) {
    if (!hasKey(subject, key)) continue;
    for (const candidate of candidates) {
      if (best !== null && candidate.order >= best.order) break;
      if (fits(candidate.signature, subject)) best = candidate;
    }
  }
  return best?.adapter ?? null;
}

const fits = ({ has = [], is = {} }: Signature, subject: Subject): boolean =>
  has.every((path) => lookUp(subject, path) !== undefined) &&
  Object.entries(is).every(([path, pattern]) => pattern.test(textAt(subject, path) ?? ""));

/** Nothing fits without the first key of its signature's first path, and most bodies have few of those. */
function hasKey({ part, around }: Subject, key: string): boolean {
  if (key.startsWith(HEADER)) return Object.hasOwn(around.headers, key.slice(HEADER.length));
  return hasOwn(part.item, key) || hasOwn(part.shared, key);
}
const HEADER = "header:";

const hasOwn = (value: unknown, key: string): boolean =>
  (isObject(value) || Array.isArray(value)) && Object.hasOwn(value, key);

type Index = ReadonlyMap<string, readonly Candidate[]>;
const indexes = new WeakMap<readonly Adapter[], Index>();

/** Signatures by the key that a body must have for them, made once for a list of adapters. */
function indexOf(adapters: readonly Adapter[]): Index {
  const known = indexes.get(adapters);
  if (known !== undefined) return known;
  const index = new Map<string, Candidate[]>();
  for (const [order, adapter] of adapters.entries())
    for (const signature of adapter.detect) {
      const key = keyOf(signature);
      index.set(key, [...(index.get(key) ?? []), { order, adapter, signature }]);
    }
  indexes.set(adapters, index);
  return index;
}

function keyOf({ has = [], is = {} }: Signature): string {
  const path = has[0] ?? Object.keys(is)[0] ?? "";
  return path.startsWith(HEADER) ? path : (stepsOf(path)[0] ?? "");
}
