import * as v from "valibot";
import { idSchema, listOf, TimeSchema } from "./common.ts";

/** One request that an endpoint received, as it is stored: without credentials. */
export const RequestSchema = v.strictObject({
  id: v.pipe(idSchema("req"), v.description("Read again by POST /api/v1/intake/preview?request_id=")),
  endpoint_id: v.string(),
  received_at: TimeSchema,
  method: v.pipe(v.string(), v.description("EMAIL for a mail, HEARTBEAT for a ping that did not come")),
  content_type: v.nullable(v.string()),
  headers: v.pipe(v.record(v.string(), v.string()), v.description("Credentials are stripped")),
  body: v.pipe(v.string(), v.description("Its beginning; the query, of a request without a body")),
  body_truncated: v.boolean(),
  body_bytes: v.pipe(v.number(), v.integer()),
  result: v.pipe(
    v.string(),
    v.description(
      "accepted, paused, rate_limited (counted in one alert), wrong_alert_key, sns_topic_pinned, heartbeat_…, refused_…",
    ),
  ),
  alert_ids: v.pipe(v.array(v.string()), v.description("Alerts that it began, joined or ended")),
});
export type RequestView = v.InferOutput<typeof RequestSchema>;
export const RequestListSchema = listOf(RequestSchema);
