/** Names of fields, best first. */
export interface Names {
  readonly list: readonly string[];
  readonly ranks: ReadonlyMap<string, number>;
  /** One bit, by which a place tells at once that it has none of them. */
  readonly bit: number;
}

/** The lists that hold a name, as bits. */
const bits = new Map<string, number>();
let lists = 0;
const MAX_LISTS = 31;

/** Names from a text with spaces between them. For the reader's own lists alone: there are 31 bits. Throws when they are used up. */
export function namesOf(words: string): Names {
  if (lists === MAX_LISTS) throw new Error("No list of names is left: there are 31 bits.");
  const list = words.split(" ");
  const bit = 1 << lists;
  lists += 1;
  for (const name of list) bits.set(name, (bits.get(name) ?? 0) | bit);
  return { list, ranks: new Map(list.map((name, rank) => [name, rank])), bit };
}

/** A key as the reader knows it. */
export interface KeyInfo {
  /** `Alert-Level`, `alert_level` and `alertLevel` are one name. */
  name: string;
  /** The lists that hold the name. */
  bits: number;
  /** Of an earlier state, which must lose. */
  isStale: boolean;
}

/** Copies of an earlier state must lose. */
const STALE = /^(?:previous|prev|old|last(?!seen)|stale|original(?!ert)|former|before)/;

const MAX_NAME = 80;
/** The same few hundred keys come again and again. */
const MAX_REMEMBERED = 2000;
const infos = new Map<string, KeyInfo>();

export function keyInfo(key: string): KeyInfo {
  const known = infos.get(key);
  if (known !== undefined) return known;
  const name = key
    .slice(0, MAX_NAME)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
  const info: KeyInfo = { name, bits: bits.get(name) ?? 0, isStale: STALE.test(name) };
  if (infos.size >= MAX_REMEMBERED) infos.clear();
  if (key.length <= MAX_NAME) infos.set(key, info);
  return info;
}

export const normalName = (key: string): string => keyInfo(key).name;
