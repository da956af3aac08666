import { SEVERITIES } from "../alerts/severity.ts";
import { Fingerprint } from "./fingerprint.ts";

/** No number is written longer; anything else in a field this long is text. */
const MAX_NUMBER_LENGTH = 400;
/** A text this long, once so many parts were looked for in it, is worth a fingerprint. */
const LONG_TEXT = 4096;
const SEARCHES_BEFORE_FINGERPRINT = 2;

/** Text of a scalar, without case: people write `Production` where the tool sends `production`. */
export function textOf(value: unknown): string | null {
  switch (typeof value) {
    case "string":
      return value.toLowerCase();
    case "number":
    case "boolean":
    case "bigint":
      return String(value);
    default:
      return null;
  }
}

/** Worst is highest, so that `severity gte major` means major or worse. */
export function severityRank(value: unknown): number | null {
  const rank = SEVERITIES.findIndex((severity) => severity === value);
  return rank < 0 ? null : SEVERITIES.length - rank;
}

export function numberOf(value: unknown): number | null {
  if (typeof value === "number") return Number.isNaN(value) ? null : value;
  if (typeof value !== "string" || value.length > MAX_NUMBER_LENGTH) return null;
  return /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(value) ? Number(value) : null;
}

/** What a field of one event holds. Each reading of it is made once, however many rules ask for it. */
export class FieldValue {
  readonly raw: unknown;
  private readonly wanted: ReadonlySet<string> | null;
  private readText: string | null | undefined;
  private readNumber: number | null | undefined;
  private readRank: number | null | undefined;
  private readItems: ReadonlySet<string> | undefined;
  private fingerprint: Fingerprint | undefined;
  private searches = 0;

  /** @param wanted all parts that `holds` is asked for, in lower case; null: any may be */
  constructor(raw: unknown, wanted: ReadonlySet<string> | null = null) {
    this.raw = raw ?? undefined;
    this.wanted = wanted;
  }

  get exists(): boolean {
    return this.raw !== undefined;
  }

  get text(): string | null {
    if (this.readText === undefined) this.readText = textOf(this.raw);
    return this.readText;
  }

  get number(): number | null {
    if (this.readNumber === undefined) this.readNumber = numberOf(this.raw);
    return this.readNumber;
  }

  get rank(): number | null {
    if (this.readRank === undefined) this.readRank = severityRank(this.raw);
    return this.readRank;
  }

  /** Whether a text holds this part, or a list this item; both in lower case. */
  holds(part: string): boolean {
    if (Array.isArray(this.raw)) return this.items(this.raw).has(part);
    return this.text !== null && this.find(part, 0) >= 0;
  }

  /** Where a part of the text begins, from a place on; -1 when it does not or this is no text. */
  find(part: string, from: number): number {
    const { text } = this;
    if (text === null) return -1;
    if (text.length > LONG_TEXT) {
      this.searches += 1;
      if (this.searches > SEARCHES_BEFORE_FINGERPRINT) this.fingerprint ??= new Fingerprint(text);
      if (this.fingerprint?.mayHold(part) === false) return -1;
    }
    return text.indexOf(part, from);
  }

  private items(list: readonly unknown[]): ReadonlySet<string> {
    if (this.readItems !== undefined) return this.readItems;
    const texts = new Set<string>();
    for (const item of list) {
      const text = textOf(item);
      if (text !== null && (this.wanted === null || this.wanted.has(text))) texts.add(text);
    }
    this.readItems = texts;
    return texts;
  }
}
