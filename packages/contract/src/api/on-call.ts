import { momentOf } from "@callping/domain/rules/moment";
import * as v from "valibot";
import { TimeSchema } from "./common.ts";

const Moment = v.pipe(
  v.string(),
  v.regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/,
    "a moment such as 2026-03-29T09:00:00Z",
  ),
  v.check((text) => momentOf(text) !== null, "a moment of a day that exists"),
  v.description("ISO 8601 with an offset or Z"),
);
const Person = v.strictObject({ id: v.string(), name: v.string() });

export const AtQuerySchema = v.strictObject({ at: v.optional(Moment) });
export const RangeQuerySchema = v.strictObject({ from: v.optional(Moment), to: v.optional(Moment) });

const Turn = {
  members: v.pipe(v.array(Person), v.description("Empty: nobody is on call")),
  layer_id: v.pipe(
    v.nullable(v.string()),
    v.description("The layer that counts; null: an override alone, or nobody"),
  ),
  override_ids: v.pipe(v.array(v.string()), v.description("The overrides in force")),
};

/** Who is on call, one after the other and without a hole: a gap is listed as well. */
export const ShiftListSchema = v.strictObject({
  from: TimeSchema,
  to: TimeSchema,
  data: v.array(v.strictObject({ start: TimeSchema, end: TimeSchema, gap: v.boolean(), ...Turn })),
});
export type ShiftList = v.InferOutput<typeof ShiftListSchema>;

export const OnCallSchema = v.strictObject({
  at: TimeSchema,
  schedule: v.strictObject({ id: v.string(), name: v.string() }),
  ...Turn,
  until: v.pipe(v.nullable(TimeSchema), v.description("When that changes; null: not within 60 days")),
});
export type OnCallView = v.InferOutput<typeof OnCallSchema>;
export const OrganizationOnCallSchema = v.strictObject({ at: TimeSchema, data: v.array(OnCallSchema) });
export type OrganizationOnCall = v.InferOutput<typeof OrganizationOnCallSchema>;

export const CoverageSchema = v.strictObject({
  from: TimeSchema,
  to: TimeSchema,
  gaps: v.array(v.strictObject({ start: TimeSchema, end: TimeSchema })),
  people: v.array(
    v.strictObject({
      member: Person,
      hours: v.pipe(v.number(), v.description("Elapsed hours on call")),
      nights: v.pipe(v.number(), v.description("Local nights, 22:00 to 06:00, with an hour on call or more")),
      night_hours: v.number(),
    }),
  ),
});
export type CoverageView = v.InferOutput<typeof CoverageSchema>;

/** A secret calendar URL. Shown this once: only its digest is kept, and a new one replaces it. */
export const CalendarFeedSchema = v.strictObject({
  url: v.string(),
  created_at: TimeSchema,
});
export type CalendarFeed = v.InferOutput<typeof CalendarFeedSchema>;
export const CalendarFeedRemovedSchema = v.strictObject({ removed: v.boolean() });
