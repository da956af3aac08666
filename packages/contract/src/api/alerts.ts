import { ALERT_STATES } from "@callping/domain/alerts/alert";
import { SEVERITIES } from "@callping/domain/alerts/severity";
import * as v from "valibot";
import { idSchema, listOf, PageQuery, TimeSchema } from "./common.ts";
import { TimelineEntrySchema } from "./timeline.ts";

export const AlertStateSchema = v.picklist(ALERT_STATES);
export const SeveritySchema = v.picklist(SEVERITIES);

/** An alert: the deduplicated thing that is wrong. */
export const AlertSchema = v.strictObject({
  id: idSchema("alr"),
  endpoint_id: v.string(),
  state: AlertStateSchema,
  severity: SeveritySchema,
  title: v.string(),
  message: v.nullable(v.string()),
  url: v.nullable(v.string()),
  tool: v.string(),
  test: v.boolean(),
  dedup_key: v.string(),
  count: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(1),
    v.description("How often it was reported, the first time included"),
  ),
  rule: v.nullable(v.string()),
  action: v.nullable(v.string()),
  created_at: TimeSchema,
  updated_at: TimeSchema,
  acknowledged_at: v.nullable(TimeSchema),
  acknowledged_by: v.nullable(v.string()),
  closed_at: v.nullable(TimeSchema),
  close_reason: v.nullable(v.string()),
});

export const AlertListSchema = listOf(AlertSchema);

/** An alert and everything that happened to it, in the order of `seq`. */
export const AlertDetailSchema = v.strictObject({
  ...AlertSchema.entries,
  timeline: v.array(TimelineEntrySchema),
});

/** Answer of a command: `changed` is false when it was so already, or did not fit the alert's state. */
export const AlertCommandResultSchema = v.strictObject({ alert: AlertSchema, changed: v.boolean() });

/** A minute, or so long that a day's work is done; nobody means to forget an alert by a snooze. */
export const SNOOZE_LIMITS_SECONDS = { min: 60, max: 86_400 } as const;
const SNOOZE_RANGE = `A whole number of seconds from ${SNOOZE_LIMITS_SECONDS.min} to ${SNOOZE_LIMITS_SECONDS.max}.`;

/** `POST /api/v1/alerts/:id/snooze`; no body is 30 minutes, like key 3. */
export const SnoozeSchema = v.objectWithRest(
  {
    seconds: v.optional(
      v.pipe(
        v.number(SNOOZE_RANGE),
        v.integer(SNOOZE_RANGE),
        v.minValue(SNOOZE_LIMITS_SECONDS.min, SNOOZE_RANGE),
        v.maxValue(SNOOZE_LIMITS_SECONDS.max, SNOOZE_RANGE),
      ),
    ),
  },
  v.never("Unknown field."),
);

export const AlertsQuerySchema = v.strictObject({
  state: v.optional(AlertStateSchema),
  endpoint: v.optional(v.pipe(v.string(), v.maxLength(60), v.description("Id of an endpoint"))),
  ...PageQuery,
});
export type AlertsQuery = v.InferOutput<typeof AlertsQuerySchema>;
