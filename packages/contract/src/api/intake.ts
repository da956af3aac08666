import { EVENT_STATES } from "@callping/domain/intake/event";
import * as v from "valibot";
import { SeveritySchema } from "./alerts.ts";
import { idSchema } from "./common.ts";

const Text = v.nullable(v.string());
const Source = v.pipe(Text, v.description("Where it was read: `commonLabels.severity`, `header title` …"));

/** One event as the intake reads it. */
export const PreviewEventSchema = v.strictObject({
  state: v.picklist(EVENT_STATES),
  severity: v.pipe(v.nullable(SeveritySchema), v.description("null: the endpoint's default applies")),
  severity_source: Source,
  title: Text,
  title_source: Source,
  message: Text,
  dedup_key: v.pipe(Text, v.description("null: the title, without regard to case, is the key")),
  url: Text,
  tool: v.string(),
  confidence: v.pipe(v.nullable(v.number()), v.description("0 to 1; null when the reader does not say")),
});
export type PreviewEvent = v.InferOutput<typeof PreviewEventSchema>;

/** What a webhook would be read as. Nothing was stored and nobody is called. */
export const IntakePreviewSchema = v.strictObject({
  events: v.array(PreviewEventSchema),
  explanation: v.pipe(v.array(v.string()), v.description("Why, one thing a line")),
});

/** Every other parameter is read as the webhook's own query. */
export const IntakePreviewQuerySchema = v.looseObject({
  request_id: v.optional(
    v.pipe(
      idSchema("req"),
      v.maxLength(60),
      v.description("A stored request, read again in the body's place"),
    ),
  ),
});
