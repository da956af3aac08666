import type { Surroundings } from "../../reader/read-general.ts";
import type { Part } from "../../reader/split-alerts.ts";
import type { Adapter, Signature } from "./adapter.ts";
import type { Subject } from "./subject.ts";
import { lookUp, textAt } from "./subject.ts";

/** The first adapter that recognises an alert, or `null`. */
export function findAdapter(adapters: readonly Adapter[], part: Part, around: Surroundings): Adapter | null {
  const subject: Subject = { part, around };
  return adapters.find(({ detect }) => detect.some((signature) => fits(signature, subject))) ?? null;
}

const fits = ({ has = [], is = {} }: Signature, subject: Subject): boolean =>
  has.every((path) => lookUp(subject, path) !== undefined) &&
  Object.entries(is).every(([path, pattern]) => pattern.test(textAt(subject, path) ?? ""));
