import type { Surroundings } from "../../reader/read-general.ts";
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
export function findAdapter(adapters: readonly Adapter[], subject: Subject): Adapter | null {
  const index = indexOf(adapters);
  const shared = aroundOf(index, subject);
  const candidates = [...shared];
  for (const key of ownKeys(subject.part.item, index)) candidates.push(...(index.get(key) ?? []));
  let best: Candidate | null = null;
  for (const candidate of candidates)
    if ((best === null || candidate.order < best.order) && fits(candidate.signature, subject))
      best = candidate;
  return best?.adapter ?? null;
}

const fits = ({ has = [], is = {} }: Signature, subject: Subject): boolean =>
  has.every((path) => lookUp(subject, path) !== undefined) &&
  Object.entries(is).every(([path, pattern]) => pattern.test(textAt(subject, path) ?? ""));

/** Nothing fits without the first key of its signature's first path, and a body has few keys that begin one. */
function ownKeys(value: unknown, index: Index): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const keys: string[] = [];
  let count = 0;
  for (const key in value) {
    if (index.has(key)) keys.push(key);
    if ((count += 1) > MAX_KEYS) return [...index.keys()].filter((one) => Object.hasOwn(value, one));
  }
  return keys;
}
const MAX_KEYS = 100;

const arounds = new WeakMap<Surroundings["headers"], readonly Candidate[]>();

/** Candidates by what all alerts of a request share: its headers, and the body around a list. */
function aroundOf(index: Index, { part, around }: Subject): readonly Candidate[] {
  const before = arounds.get(around.headers);
  if (before !== undefined) return before;
  const keys = [...ownKeys(part.shared, index), ...Object.keys(around.headers).map((name) => HEADER + name)];
  const candidates = keys.flatMap((key) => index.get(key) ?? []);
  arounds.set(around.headers, candidates);
  return candidates;
}
const HEADER = "header:";

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
