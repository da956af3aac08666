import { type KeyInfo, keyInfo, type Names } from "./names.ts";

/** Of an object with more fields, only those behind them are looked at whose name is known. */
const MAX_FIELDS = 400;

/** What the keys of an object are to the reader. Alerts of one list mostly have the same keys, and then share it. */
export interface Outline {
  /** Its own. */
  readonly id: number;
  /** All keys as sent. */
  readonly sent: readonly string[];
  /** The same as the reader knows them; `null` for those it leaves alone. */
  readonly infos: readonly (KeyInfo | null)[];
  /** Places in `sent` by normalised name, the first of each; and the same in their order. */
  readonly at: ReadonlyMap<string, number>;
  readonly positions: readonly number[];
  /** The lists of names that hold any of them. */
  readonly bits: number;
  /** Places in `sent` of the names of a list, best first, once somebody asked. */
  readonly found: Map<number, readonly number[]>;
}

/** The outline of an object: the one given when that fits. */
export function outlineOf(object: Record<string, unknown>, last: Outline | undefined): Outline {
  return last !== undefined && fits(object, last.sent) ? last : newOutline(object);
}

function fits(object: Record<string, unknown>, sent: readonly string[]): boolean {
  let count = 0;
  for (const key in object) {
    if (sent[count] !== key) return false;
    count += 1;
  }
  return count === sent.length;
}

let made = 0;

function newOutline(object: Record<string, unknown>): Outline {
  const sent: string[] = [];
  const infos: (KeyInfo | null)[] = [];
  const at = new Map<string, number>();
  const positions: number[] = [];
  let bits = 0;
  for (const key in object) {
    const info = keyInfo(key);
    const isLeft = info.name === "" || info.isStale || (sent.length >= MAX_FIELDS && info.bits === 0);
    if (!isLeft && !at.has(info.name)) {
      at.set(info.name, sent.length);
      positions.push(sent.length);
      bits |= info.bits;
    }
    sent.push(key);
    infos.push(isLeft ? null : info);
  }
  made += 1;
  return { id: made, sent, infos, at, positions, bits, found: new Map() };
}

/** The normalised name at a place in `sent`. */
export const nameAt = ({ infos }: Outline, position: number): string => infos[position]?.name ?? "";

/** Places in `sent` of the fields that have one of the names, best first. */
export function positionsOf(outline: Outline, names: Names): readonly number[] {
  if ((outline.bits & names.bit) === 0) return NONE;
  const before = outline.found.get(names.bit);
  if (before !== undefined) return before;
  const positions = findPositions(outline, names);
  outline.found.set(names.bit, positions);
  return positions;
}
const NONE: readonly number[] = [];

function findPositions({ positions: all, infos }: Outline, { bit, ranks }: Names): number[] {
  const positions: number[] = [];
  for (const position of all) if (((infos[position]?.bits ?? 0) & bit) !== 0) positions.push(position);
  if (positions.length < 2) return positions;
  const rank = (position: number): number => ranks.get(infos[position]?.name ?? "") ?? 0;
  return positions.sort((a, b) => rank(a) - rank(b));
}
