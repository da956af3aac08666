import * as v from "valibot";

/** ISO 8601, UTC, milliseconds: `2026-01-31T08:15:30.123Z`. */
export const TimeSchema = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  v.description("ISO 8601, UTC, milliseconds"),
);

/** A typed identifier: prefix and the rest, `alr_01K…`. */
export function idSchema(prefix: string) {
  return v.pipe(v.string(), v.regex(new RegExp(`^${prefix}_[A-Za-z0-9-]+$`)));
}

/** A page of a list, newest first. `next_cursor` is `null` on the last page. */
export function listOf<Item extends v.GenericSchema>(item: Item) {
  return v.strictObject({ data: v.array(item), next_cursor: v.nullable(v.string()) });
}

/** How many rows a page holds when the caller does not say, and at most. */
export const PAGE_SIZE_DEFAULT = 50;
export const PAGE_SIZE_MAXIMUM = 200;

const LIMIT = `A whole number from 1 to ${PAGE_SIZE_MAXIMUM}.`;

/** `limit` and `cursor` of every list. */
export const PageQuery = {
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,20}$/, LIMIT),
      v.transform(Number),
      v.minValue(1, LIMIT),
      v.maxValue(PAGE_SIZE_MAXIMUM, LIMIT),
    ),
    String(PAGE_SIZE_DEFAULT),
  ),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(200))),
};
