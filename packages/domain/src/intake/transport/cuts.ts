/** A text in UTF-8 of which parts are left out. */
export interface Cuts {
  bytes: Uint8Array;
  /** What is kept of the bytes before `copied`. */
  kept: Uint8Array[];
  copied: number;
}

const NOTHING = new Uint8Array();

/** Puts `by` in the place of what lies between two places, none of them before an earlier cut. */
export function cut(cuts: Cuts, start: number, end: number, by: Uint8Array = NOTHING): void {
  if (start > cuts.copied) cuts.kept.push(cuts.bytes.subarray(cuts.copied, start));
  if (by.length > 0) cuts.kept.push(by);
  cuts.copied = end;
}

/** The text that is left. */
export function joined({ bytes, kept, copied }: Cuts): string {
  const parts = [...kept, bytes.subarray(copied)];
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new TextDecoder().decode(all);
}

/** The text between two places. */
export const textOf = (bytes: Uint8Array, start: number, end: number): string =>
  new TextDecoder().decode(bytes.subarray(start, end));
