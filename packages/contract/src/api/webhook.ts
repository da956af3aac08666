import { CALL_STATUSES } from "@callping/domain/calls/outcomes";
import * as v from "valibot";
import { AlertStateSchema, SeveritySchema } from "./alerts.ts";
import { idSchema, TimeSchema } from "./common.ts";
import { ProblemSchema } from "./problem.ts";

/** One alert as the answer to a webhook tells it: no people, no numbers. */
export const AlertReceiptSchema = v.strictObject({
  id: idSchema("alr"),
  state: AlertStateSchema,
  severity: SeveritySchema,
  title: v.string(),
  deduplicated: v.boolean(),
  rule: v.nullable(v.string()),
  action: v.nullable(v.string()),
  calls: v.array(
    v.strictObject({ attempt_id: v.string(), status: v.picklist([...CALL_STATUSES, "waiting"]) }),
  ),
});

/** 202: the request is durably stored, and this is what will happen. */
export const WebhookAcceptedSchema = v.strictObject({
  request_id: idSchema("req"),
  alerts: v.array(AlertReceiptSchema),
  notes: v.optional(
    v.pipe(
      v.array(v.string()),
      v.description(
        "What a reader should know: a paused endpoint, a body that is not the JSON it says it is",
      ),
    ),
  ),
});

/** 200: a ping was stored. */
export const PingTakenSchema = v.strictObject({
  request_id: idSchema("req"),
  state: v.picklist(["up", "down"]),
  missing_from: v.pipe(
    v.nullable(TimeSchema),
    v.description("When it rings if no ping comes before; null while its alert is open"),
  ),
  alerts: v.pipe(v.array(AlertReceiptSchema), v.description("Alerts that this ping began or ended")),
});

/** 429: the surplus stands in one coalesced alert. */
export const WebhookLimitedSchema = v.looseObject({
  ...ProblemSchema.entries,
  limit: v.string(),
  endpoint: v.string(),
  retry_after_seconds: v.number(),
  alerts: v.array(AlertReceiptSchema),
});

/** 200: a request that never rings (an empty GET, a HEAD, a link preview) learns what this URL is. */
export const WebhookExplainedSchema = v.strictObject({
  request_id: idSchema("req"),
  explanation: v.string(),
  reason: v.string(),
  how_to_send: v.string(),
});
