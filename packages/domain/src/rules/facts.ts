import type { IncomingEvent } from "../intake/event.ts";
import { type ReadField, fieldReader } from "./read-field.ts";
import { FieldValue } from "./field-value.ts";

/** The fields that a scenario asks for, each once; conditions know them by their place. */
export class FieldTable {
  private readonly places = new Map<string, number>();
  readonly readers: ReadField[] = [];
  /** By place: the parts that conditions look for in the field. Of a long list nothing else need be remembered. */
  readonly parts: Set<string>[] = [];

  placeOf(field: string): number {
    const known = this.places.get(field);
    if (known !== undefined) return known;
    this.places.set(field, this.readers.length);
    this.parts.push(new Set());
    return this.readers.push(fieldReader(field)) - 1;
  }
}

/** One event as a scenario sees it: a field is read when the first condition asks for it. */
export class Facts {
  private readonly event: IncomingEvent;
  private readonly fields: FieldTable;
  private readonly values: (FieldValue | undefined)[] = [];

  constructor(event: IncomingEvent, fields: FieldTable) {
    this.event = event;
    this.fields = fields;
  }

  at(place: number): FieldValue {
    const known = this.values[place];
    if (known !== undefined) return known;
    const { readers, parts } = this.fields;
    const value = new FieldValue(readers[place]?.(this.event), parts[place]);
    this.values[place] = value;
    return value;
  }
}
