import { create, getTimeZoneTransition, offsetNanoseconds } from "temporal-polyfill/fns/ZonedDateTime";
import { DAY_MS } from "./wall.ts";

/** From `at` (milliseconds since the epoch) on, the wall shows UTC plus `offset` milliseconds. */
export interface Offset {
  at: number;
  offset: number;
}

/**
 * Offsets are compared at both ends of such a span, and only where they differ somebody looks inside. Short enough that
 * no zone went there and back within one: Ramadan in Morocco and Gaza, the shortest there is, takes four weeks.
 */
const SPAN_MS = 8 * DAY_MS;
/** Eight years of twenty zones; beyond that somebody asks for everything, and what was known is forgotten. */
const MOST_SPANS = 8_000;

const known = new Map<string, readonly Offset[]>();

/**
 * The offset at `from` and every change of it until `to`, in order; the first one's `at` is at or before `from`.
 * @param timeZone IANA name, checked by whoever stored it.
 * @throws RangeError for a zone that the runtime does not know.
 */
export function offsetsBetween(timeZone: string, from: number, to: number): Offset[] {
  const found: Offset[] = [];
  for (let span = Math.floor(from / SPAN_MS); span * SPAN_MS < to; span += 1)
    for (const offset of spanOf(timeZone, span))
      if (offset.offset !== found.at(-1)?.offset) found.push(offset);
  return found;
}

function spanOf(timeZone: string, span: number): readonly Offset[] {
  const key = `${timeZone} ${span}`;
  let offsets = known.get(key);
  if (offsets === undefined) {
    if (known.size >= MOST_SPANS) known.clear();
    offsets = lookInto(timeZone, span * SPAN_MS);
    known.set(key, offsets);
  }
  return offsets;
}

function lookInto(timeZone: string, start: number): Offset[] {
  const end = start + SPAN_MS;
  const first = { at: start, offset: offsetAt(timeZone, start) };
  if (offsetAt(timeZone, end) === first.offset) return [first];
  const change = getTimeZoneTransition(create(BigInt(start) * 1_000_000n, timeZone), "next");
  const at = change === null ? end : Number(change.epochNanoseconds / 1_000_000n);
  return at < end ? [first, { at, offset: offsetAt(timeZone, at) }] : [first];
}

function offsetAt(timeZone: string, at: number): number {
  return offsetNanoseconds(create(BigInt(at) * 1_000_000n, timeZone)) / 1_000_000;
}
