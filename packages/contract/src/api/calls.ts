import { CALL_STATUSES } from "@callping/domain/calls/outcomes";
import * as v from "valibot";
import { idSchema, listOf, PageQuery, TimeSchema } from "./common.ts";

export const CallStatusSchema = v.picklist(CALL_STATUSES);
const Time = v.nullable(TimeSchema);

/** One call: what was dialled, how it ended, what was said and pressed. */
export const CallSchema = v.strictObject({
  id: idSchema("cal"),
  kind: v.pipe(
    v.picklist(["alert", "drill", "code"]),
    v.description("drill: it only tested the phone; code: it spoke a code, or asked for an agreement"),
  ),
  request_id: v.pipe(v.string(), v.description("Empty for a drill and a code call")),
  alert_ids: v.array(v.string()),
  drill_id: v.pipe(v.nullable(v.string()), v.description("The drill that it began for")),
  code_call_id: v.pipe(v.nullable(v.string()), v.description("The code call that it is")),
  phone_id: v.string(),
  member_id: v.string(),
  number: v.pipe(v.string(), v.description("Masked: +331••••••12")),
  status: CallStatusSchema,
  pbx_id: v.nullable(v.string()),
  trunk_id: v.nullable(v.string()),
  pbx_country: v.pipe(v.nullable(v.string()), v.description("Where the PBX stood that placed it")),
  eu_only: v.pipe(
    v.boolean(),
    v.description("It might leave by a PBX in the EU or the EEA only, as the organization had set"),
  ),
  sip_code: v.nullable(v.number()),
  cause: v.pipe(v.nullable(v.number()), v.description("Q.850 cause")),
  started_at: TimeSchema,
  ringing_at: Time,
  answered_at: Time,
  ended_at: Time,
  duration_ms: v.nullable(v.number()),
  spoken: v.array(v.strictObject({ at: TimeSchema, audio_ids: v.array(v.string()), words: v.string() })),
  keys: v.array(v.strictObject({ at: TimeSchema, digit: v.string() })),
});
export type CallView = v.InferOutput<typeof CallSchema>;
export const CallListSchema = listOf(CallSchema);

export const CallsQuerySchema = v.strictObject({
  status: v.optional(CallStatusSchema),
  alert: v.optional(v.pipe(v.string(), v.maxLength(60), v.description("Id of an alert the call was for"))),
  ...PageQuery,
});
export type CallsQuery = v.InferOutput<typeof CallsQuerySchema>;
