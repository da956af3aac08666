import type { Work } from "../work.ts";
import { isContext, isLabelsName, isListed, isStale, isWrapper } from "./place-names.ts";
import { fieldsOfPairs } from "./pairs.ts";

/** A named value somewhere in a payload. */
export interface Field {
  /** As a person writes it: `labels.severity`, `alerts[0].status`. */
  path: string;
  value: unknown;
}

/**
 * What an object is to the alert: the alert itself or what wraps it (`alert`), its `labels`, the rows of a chat card
 * (`facts`), or something else that may be about anything (`stray`).
 */
export type PlaceKind = "alert" | "labels" | "facts" | "stray";

/** One object of a payload, its fields by normalised name. */
export interface Place {
  /** The object's key as sent, `""` for the payload itself. */
  key: string;
  /** Normalised name of the object, `""` for the payload itself. */
  name: string;
  depth: number;
  kind: PlaceKind;
  fields: ReadonlyMap<string, Field>;
}

interface Entry extends Omit<Place, "fields"> {
  value: Record<string, unknown>;
  path: string;
}

const MAX_DEPTH = 7;
const MAX_PLACES = 60;
const MAX_FIELDS = 400;
const MAX_LISTED = 8;

/** `Alert-Level`, `alert_level` and `alertLevel` are one name. */
export function normalName(key: string): string {
  const known = names.get(key);
  if (known !== undefined) return known;
  const name = key
    .slice(0, MAX_NAME)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
  if (names.size >= MAX_NAMES) names.clear();
  if (key.length <= MAX_NAME) names.set(key, name);
  return name;
}
/** The same few hundred keys come again and again. */
const names = new Map<string, string>();
const MAX_NAMES = 2000;
const MAX_NAME = 80;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The payload and the objects in it, nearest first, stray ones last; bounded for hostile payloads. */
export function placesOf(root: unknown, work: Work, prefix = ""): Place[] {
  if (!isObject(root)) return [];
  const places: Place[] = [];
  const strays: Entry[] = [];
  const queue: Entry[] = [{ value: root, path: prefix, key: "", name: "", depth: 0, kind: "alert" }];
  for (let at = 0; places.length < MAX_PLACES; at += 1) {
    const next = queue[at] ?? strays.shift();
    if (next === undefined) break;
    if (queue[at] === undefined) at = queue.push(next) - 1;
    const { place, children } = readPlace(next);
    work.fields += place.fields.size;
    places.push(place);
    for (const child of children) (child.kind === "stray" ? strays : queue).push(child);
  }
  return places;
}

function readPlace(entry: Entry): { place: Place; children: Entry[] } {
  const { key, name, depth, kind, path } = entry;
  const fields = new Map<string, Field>();
  const children: Entry[] = [];
  const keys = firstKeys(entry.value);
  for (const childKey of keys) {
    const value = entry.value[childKey];
    const childName = normalName(childKey);
    const childPath = path === "" ? childKey : `${path}.${childKey}`;
    if (childName === "" || isStale(childName)) continue;
    if (!fields.has(childName)) fields.set(childName, { path: childPath, value });
    if (typeof value !== "object" || value === null || depth >= MAX_DEPTH) continue;
    children.push(...childrenOf(entry, childKey, childPath, value, keys.length === 1));
  }
  return { place: { key, name, depth, kind, fields }, children };
}

function firstKeys(object: Record<string, unknown>): string[] {
  const keys: string[] = [];
  for (const key in object) if (keys.push(key) >= MAX_FIELDS) break;
  return keys;
}

/** The objects to enter for a value: itself, the rows of a list as one object, or items of a list. */
function childrenOf(parent: Entry, key: string, path: string, value: object, isOnly: boolean): Entry[] {
  const name = normalName(key);
  const entry = (item: Record<string, unknown>, itemPath: string, kind: PlaceKind): Entry => ({
    value: item,
    path: itemPath,
    key,
    name,
    depth: parent.depth + 1,
    kind,
  });
  const inherited = parent.kind === "alert" ? kindOf(name, isOnly) : parent.kind;
  if (!Array.isArray(value)) return isObject(value) ? [entry(value, path, inherited)] : [];
  const rows = fieldsOfPairs(value, MAX_FIELDS);
  if (rows !== null) return [entry(rows, path, isCardList(parent, name) ? "facts" : "labels")];
  const count = inherited === "alert" && isListed(name) ? MAX_LISTED : 1;
  return value
    .slice(0, count)
    .flatMap((item: unknown, index) => (isObject(item) ? [entry(item, `${path}[${index}]`, inherited)] : []));
}

/** The rows of a chat card say what its sender chose to show of the alert; labels say what it is about. */
const isCardList = (parent: Entry, name: string): boolean =>
  name === "facts" || (name === "fields" && isListed(parent.name));

function kindOf(name: string, isOnly: boolean): PlaceKind {
  if (isLabelsName(name)) return "labels";
  if (isOnly) return "alert";
  return isWrapper(name) && !isContext(name) ? "alert" : "stray";
}
