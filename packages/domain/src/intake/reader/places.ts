import type { Work } from "../work.ts";
import { type Field, Fields } from "./fields.ts";
import { keyInfo, type Names } from "./names.ts";
import { outlineOf } from "./outline.ts";
import { fieldsOfPairs } from "./pairs.ts";
import { isContext, isLabelsName, isListed, isPartsName, isWrapper } from "./place-names.ts";

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
  /** Of a stray: it holds the parts of what reports its health, or is one of them. */
  part: "holder" | "member" | null;
  fields: Fields;
}

export type { Field };

interface Entry extends Omit<Place, "fields"> {
  value: Record<string, unknown>;
  path: string;
}

const MAX_DEPTH = 7;
const MAX_PLACES = 60;
const MAX_ROWS = 400;
/** As many cards as a chat message has. */
const MAX_LISTED = 20;
/** Fields of one reading, after which strays are left alone: what they say is only ever a doubt. */
const MAX_INDEXED = 4000;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The payload and the objects in it, nearest first, stray ones last; bounded for hostile payloads. */
export function placesOf(root: unknown, work: Work, prefix = ""): Place[] {
  if (!isObject(root)) return [];
  const places: Place[] = [];
  const strays: Entry[] = [];
  const queue: Entry[] = [
    { value: root, path: prefix, key: "", name: "", depth: 0, kind: "alert", part: null },
  ];
  let taken = 0;
  for (let at = 0; places.length < MAX_PLACES; at += 1) {
    const isStray = at >= queue.length;
    const next = isStray ? strays[taken] : queue[at];
    if (next === undefined || (isStray && work.fields >= MAX_INDEXED)) break;
    if (isStray) {
      taken += 1;
      queue.push(next);
    }
    places.push(readPlace(next, queue, strays, work));
  }
  return places;
}

/** The place of an object; the objects in it wait in the queue, or among the strays. */
function readPlace(entry: Entry, queue: Entry[], strays: Entry[], work: Work): Place {
  const { key, name, depth, kind, part, path, value: object } = entry;
  const outline = outlineOf(object, work.outlines.get(key));
  work.outlines.set(key, outline);
  work.fields += outline.at.size;
  const { sent, infos } = outline;
  const isDeepest = depth >= MAX_DEPTH;
  for (let at = 0; at < sent.length; at += 1) {
    const childKey = sent[at] ?? "";
    const value = isDeepest || infos[at] === null ? null : object[childKey];
    if (typeof value === "object" && value !== null)
      enter(
        entry,
        childKey,
        path === "" ? childKey : `${path}.${childKey}`,
        sent.length === 1,
        queue,
        strays,
      );
  }
  return { key, name, depth, kind, part, fields: new Fields(outline, object, path) };
}

/** Enters a value: itself, the rows of a list as one object, or items of a list. */
function enter(
  parent: Entry,
  key: string,
  path: string,
  isOnly: boolean,
  queue: Entry[],
  strays: Entry[],
): void {
  const value = parent.value[key];
  const { name } = keyInfo(key);
  const inherited = parent.kind === "alert" ? kindOf(name, isOnly) : parent.kind;
  const part = inherited === "stray" ? partOf(parent, name, Array.isArray(value)) : null;
  const depth = parent.depth + 1;
  const into = inherited === "stray" ? strays : queue;
  if (isObject(value)) into.push({ value, path, key, name, depth, kind: inherited, part });
  if (!Array.isArray(value)) return;
  const rows = fieldsOfPairs(value, MAX_ROWS);
  if (rows !== null) {
    const kind = isCardList(parent, name) ? "facts" : "labels";
    queue.push({ value: rows, path, key, name, depth, kind, part: null });
    return;
  }
  const isRead = isListed(name) ? inherited === "alert" : part !== null;
  for (let at = 0; at < Math.min(value.length, isRead ? MAX_LISTED : 1); at += 1) {
    const item: unknown = value[at];
    if (isObject(item))
      into.push({ value: item, path: `${path}[${at}]`, key, name, depth, kind: inherited, part });
  }
}

/** `components.db`, `checks["db:conn"][0]`, and the components of a component. */
function partOf({ kind, part }: Entry, name: string, isList: boolean): Place["part"] {
  if (part === "holder") return "member";
  if ((kind !== "alert" && part !== "member") || !isPartsName(name)) return null;
  return isList ? "member" : "holder";
}

/** The rows of a chat card say what its sender chose to show of the alert; labels say what it is about. */
const isCardList = (parent: Entry, name: string): boolean =>
  name === "facts" || (name === "fields" && isListed(parent.name));

function kindOf(name: string, isOnly: boolean): PlaceKind {
  if (isLabelsName(name)) return "labels";
  if (isOnly) return "alert";
  return isWrapper(name) && !isContext(name) ? "alert" : "stray";
}

/** The fields of a place that have one of the names, best first. */
export const fieldsNamed = ({ fields }: Place, names: Names): readonly Field[] => fields.named(names);
