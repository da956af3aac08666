import type { Names } from "./names.ts";
import { nameAt, type Outline, positionsOf } from "./outline.ts";

/** A named value somewhere in a payload. */
export interface Field {
  /** As a person writes it: `labels.severity`, `alerts[0].status`. */
  path: string;
  value: unknown;
  /** Normalised. */
  name: string;
}

/** The fields of one object by normalised name. Nothing of a field is made before somebody asks for it. */
export class Fields {
  readonly outline: Outline;
  readonly #object: Readonly<Record<string, unknown>>;
  readonly #path: string;

  constructor(outline: Outline, object: Readonly<Record<string, unknown>>, path: string) {
    this.outline = outline;
    this.#object = object;
    this.#path = path;
  }

  has(name: string): boolean {
    return this.outline.at.has(name);
  }

  get(name: string): Field | undefined {
    const position = this.outline.at.get(name);
    return position === undefined ? undefined : this.at(position);
  }

  valueOf(name: string): unknown {
    const position = this.outline.at.get(name);
    return position === undefined ? undefined : this.valueAt(position);
  }

  /** The field at a place in the outline. */
  at(position: number): Field {
    return {
      path: this.pathAt(position),
      value: this.valueAt(position),
      name: nameAt(this.outline, position),
    };
  }

  pathAt(position: number): string {
    const key = this.outline.sent[position] ?? "";
    return this.#path === "" ? key : `${this.#path}.${key}`;
  }

  valueAt(position: number): unknown {
    return this.#object[this.outline.sent[position] ?? ""];
  }

  /** Those that have one of the names, best first. */
  named(names: Names): readonly Field[] {
    const positions = positionsOf(this.outline, names);
    if (positions.length === 0) return NONE;
    const found: Field[] = [];
    for (const position of positions) found.push(this.at(position));
    return found;
  }

  all(): Field[] {
    return this.outline.positions.map((position) => this.at(position));
  }
}
const NONE: readonly Field[] = [];
