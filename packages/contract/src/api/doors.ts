import * as v from "valibot";
import { idSchema, TimeSchema } from "./common.ts";

/** Answers of the compatible doors, in the shapes that clients of those tools expect. */

/** PagerDuty Events API v2, 202. A change event has no key. */
export const PagerDutyAcceptedSchema = v.strictObject({
  status: v.literal("success"),
  message: v.string(),
  dedup_key: v.optional(v.pipe(v.string(), v.description("Send it again to acknowledge or resolve"))),
});

/** PagerDuty Events API v2, any refusal. */
export const PagerDutyRefusedSchema = v.strictObject({
  status: v.pipe(v.string(), v.description("`invalid event` for 400, else a short word for the refusal")),
  message: v.string(),
  errors: v.array(v.string()),
});

const Took = v.pipe(v.number(), v.minValue(0), v.description("Seconds"));

/** Opsgenie alert API, 202. */
export const OpsgenieAcceptedSchema = v.strictObject({
  result: v.literal("Request will be processed"),
  took: Took,
  requestId: idSchema("req"),
});

/**
 * Opsgenie alert API, what became of a request.
 * @see https://docs.opsgenie.com/docs/alert-api#get-request-status
 */
export const OpsgenieStatusSchema = v.strictObject({
  data: v.strictObject({
    success: v.boolean(),
    isSuccess: v.boolean(),
    action: v.picklist(["Create", "Close", "Acknowledge"]),
    processedAt: TimeSchema,
    integrationId: idSchema("end"),
    status: v.string(),
    alertId: v.pipe(v.string(), v.description("Empty when there is none")),
    alias: v.string(),
  }),
  took: Took,
  requestId: idSchema("req"),
});
export type OpsgenieStatus = v.InferOutput<typeof OpsgenieStatusSchema>;

/** Opsgenie alert API, any refusal. */
export const OpsgenieRefusedSchema = v.strictObject({
  message: v.string(),
  took: Took,
  requestId: idSchema("req"),
});

/** Discord webhook with `?wait=true`: the message that would stand in the channel. */
export const DiscordMessageSchema = v.strictObject({
  id: idSchema("req"),
  type: v.literal(0),
  content: v.string(),
  channel_id: v.string(),
  timestamp: v.string(),
});

/** Discord webhook, any refusal. Code numbers are Discord's where it has one for the case, else 0. */
export const DiscordRefusedSchema = v.strictObject({
  message: v.string(),
  code: v.pipe(v.number(), v.integer()),
  retry_after: v.optional(v.pipe(v.number(), v.description("Seconds"))),
});

/** Alertmanager API v2, any refusal: a JSON string. */
export const AlertmanagerRefusedSchema = v.string();
