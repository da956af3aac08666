import { OUTCOMES } from "@callping/domain/calls/outcomes";
import { DRILL_RESULTS, MISSED_REASONS } from "@callping/domain/drills/drill";
import * as v from "valibot";
import { idSchema, listOf, PageQuery, TimeSchema } from "./common.ts";
import { TimelineEntrySchema } from "./timeline.ts";

const Reference = v.pipe(v.string(), v.maxLength(60));
const nothingElse = v.never("Unknown field.");
const Masked = v.pipe(v.string(), v.description("Masked: +331••••••12"));

/** Local hours in which a drill may ring. */
const Hours = v.pipe(
  v.looseObject({
    days: v.optional(v.array(v.string("A day is mon, tue, wed, thu, fri, sat or sun."))),
    from: v.optional(v.string()),
    to: v.optional(v.string()),
  }),
  v.description(
    "Local times: days (mon … sun), from, to; `to` before `from` is on the next day. An hour at least",
  ),
);

/** `PUT /api/v1/members/:id/drill-settings`. What is left out takes the default. */
export const DrillSettingInputSchema = v.objectWithRest(
  {
    enabled: v.optional(v.boolean()),
    every_weeks: v.nullish(v.pipe(v.number(), v.description("1, 2, 4 (the default) or 13"))),
    every_days: v.nullish(v.pipe(v.number(), v.description("1 to 90, in place of every_weeks"))),
    hours: v.optional(Hours),
    time_zone: v.nullish(v.pipe(v.string(), v.description("IANA name; null: the organization's own"))),
    phones: v.optional(v.pipe(v.string(), v.description('"primary" (the default) or "all"'))),
    redial_minutes: v.optional(
      v.pipe(v.number(), v.description("From a call without a key to the one redial: 1 to 30, 5 by default")),
    ),
  },
  nothingElse,
);

/** When and on which phones a member is rung to prove them. */
export const DrillSettingSchema = v.strictObject({
  member_id: idSchema("mem"),
  enabled: v.boolean(),
  every_weeks: v.nullable(v.number()),
  every_days: v.nullable(v.number()),
  hours: v.strictObject({ days: v.array(v.string()), from: v.string(), to: v.string() }),
  time_zone: v.nullable(v.string()),
  phones: v.picklist(["primary", "all"]),
  redial_minutes: v.number(),
});
export type DrillSettingView = v.InferOutput<typeof DrillSettingSchema>;

export const DrillSettingSetSchema = v.strictObject({
  setting: DrillSettingSchema,
  in_effect: v.pipe(
    v.boolean(),
    v.description("false: it is stored, but a desk could not be told; it takes effect within a minute"),
  ),
});
export type DrillSettingSet = v.InferOutput<typeof DrillSettingSetSchema>;

/** One test of one phone. */
export const DrillSchema = v.strictObject({
  id: idSchema("drl"),
  member_id: v.string(),
  phone_id: v.string(),
  label: v.string(),
  number: Masked,
  origin: v.pipe(v.picklist(["schedule", "request"]), v.description("request: somebody asked for it")),
  planned_at: TimeSchema,
  state: v.picklist(["waiting", "calling", "over"]),
  result: v.pipe(
    v.nullable(v.picklist(DRILL_RESULTS)),
    v.description("missed: nothing was learned of the phone; `missed_reason` says why"),
  ),
  outcome: v.pipe(v.nullable(v.picklist(OUTCOMES)), v.description("How its call ended")),
  missed_reason: v.nullable(v.picklist(MISSED_REASONS)),
  ms_to_key: v.pipe(v.nullable(v.number()), v.description("From the answer to the key")),
  ended_at: v.nullable(TimeSchema),
  call_ids: v.array(v.string()),
});
export type DrillView = v.InferOutput<typeof DrillSchema>;
export const DrillListSchema = listOf(DrillSchema);
export const DrillDetailSchema = v.strictObject({
  ...DrillSchema.entries,
  timeline: v.array(TimelineEntrySchema),
});
export type DrillDetail = v.InferOutput<typeof DrillDetailSchema>;

export const DrillsQuerySchema = v.strictObject({
  member: v.optional(Reference),
  phone: v.optional(Reference),
  result: v.optional(v.picklist(DRILL_RESULTS)),
  ...PageQuery,
});

/** `POST /api/v1/drills`: one phone, or the primary phone of a member. */
export const NewDrillSchema = v.objectWithRest(
  { phone_id: v.optional(Reference), member_id: v.optional(Reference) },
  nothingElse,
);

/** How long a proof holds before the phone counts as stale. */
export const PROOF_DAYS = 90;
export const REACHABILITIES = ["proven", "stale", "never"] as const;

/** A phone, and when a key was last pressed on it in a call of ours. */
export const ReachabilitySchema = v.strictObject({
  phone_id: idSchema("pho"),
  label: v.string(),
  number: Masked,
  primary: v.boolean(),
  enabled: v.boolean(),
  verified: v.boolean(),
  member: v.strictObject({ id: v.string(), name: v.string() }),
  reachability: v.pipe(
    v.picklist(REACHABILITIES),
    v.description(`stale: not proven for ${PROOF_DAYS} days; never: no call was ever answered with a key`),
  ),
  last_proven_at: v.nullable(TimeSchema),
  proven_by: v.pipe(v.nullable(v.picklist(["alert", "drill"])), v.description("What that call was for")),
  call_id: v.nullable(v.string()),
  next_drill_at: v.pipe(
    v.nullable(TimeSchema),
    v.description("null: none is planned, or every minute of the hours is a quiet one"),
  ),
});
export type ReachabilityView = v.InferOutput<typeof ReachabilitySchema>;
export const ReachabilityListSchema = listOf(ReachabilitySchema);
export const ReachabilityQuerySchema = v.strictObject({
  reachability: v.optional(v.picklist(REACHABILITIES)),
  ...PageQuery,
});
