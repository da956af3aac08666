import { isObject } from "../../reader/places.ts";
import type { Surroundings } from "../../reader/read-general.ts";
import type { Part } from "../../reader/split-alerts.ts";

/** Where an adapter's paths are looked up. */
export interface Subject {
  part: Part;
  around: Pick<Surroundings, "headers" | "path" | "work">;
}

/** The value at a path of the alert, else of the body around it; `undefined` when neither has it. */
export function lookUp({ part, around }: Subject, path: string): unknown {
  if (path.startsWith("header:")) return around.headers[path.slice("header:".length)];
  const steps = stepsOf(path);
  const own = walk(part.item, steps);
  return own === undefined && part.shared !== null ? walk(part.shared, steps) : own;
}

/** Text of a field: a string or a number, trimmed, `null` when it has none. */
export function textAt(subject: Subject, path: string): string | null {
  const value = lookUp(subject, path);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = typeof value === "string" ? value.trim() : "";
  return text === "" ? null : text;
}

/** A path as a person finds it in the body: `alerts[1].labels.severity`. */
export function sourceOf({ part }: Subject, path: string): string {
  const isOwn =
    part.path !== "" && !path.startsWith("header:") && walk(part.item, stepsOf(path)) !== undefined;
  return isOwn ? `${part.path}.${path}` : path;
}

const known = new Map<string, readonly string[]>();

/** Paths are the adapters' own, few and short: each is split once. */
export function stepsOf(path: string): readonly string[] {
  const before = known.get(path);
  if (before !== undefined) return before;
  const steps = path.split(/\.|\[|\]\.?/).filter((step) => step !== "");
  known.set(path, steps);
  return steps;
}

function walk(root: unknown, steps: readonly string[]): unknown {
  let value = root;
  for (const step of steps) {
    if (Array.isArray(value)) value = value[Number(step)];
    else if (isObject(value) && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return value;
}
