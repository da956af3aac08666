/** Place of a row in a list that is ordered newest first: its time, and its id where times are equal. */
export interface Position {
  at: string;
  id: string;
}

export interface PageRequest {
  limit: number;
  /** Rows older than this; `null` for the first page. */
  after: Position | null;
}

export interface Page<Item> {
  items: Item[];
  /** Where the next page begins, or `null` when this is the last. */
  next: Position | null;
}

/** Cuts rows (one more than asked for, if there are more) to a page. */
export function toPage<Item>(
  rows: readonly Item[],
  limit: number,
  positionOf: (item: Item) => Position,
): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? positionOf(last) : null };
}

/** Before every row: what the first page comes after. */
export const AFTER_NOTHING: Position = { at: "9999", id: "" };
