import * as v from "valibot";
import { SeveritySchema } from "./alerts.ts";
import { idSchema, listOf, TimeSchema } from "./common.ts";
import { ChangeWarningsSchema } from "./readiness.ts";

const Template = v.nullable(v.string());

/** An endpoint. Its URL is a credential, so the UUID is masked here. */
export const EndpointSchema = v.strictObject({
  id: idSchema("end"),
  name: v.string(),
  uuid_masked: v.pipe(v.string(), v.description("3f0c••••-••••-••••-••••-••••••••9a1b")),
  project_id: v.string(),
  scenario_id: v.string(),
  paused: v.boolean(),
  default_severity: SeveritySchema,
  alert_key_set: v.boolean(),
  auto_close_seconds: v.number(),
  dedup_template: Template,
  grouping_window_seconds: v.pipe(v.number(), v.description("0: each alert rings for itself")),
  grouping_template: Template,
  heartbeat: v.pipe(
    v.nullable(v.looseObject({ grace_seconds: v.number() })),
    v.description("What pings it expects; null: none"),
  ),
  sns_topic: v.nullable(
    v.strictObject({ arn: v.string(), pinned_at: TimeSchema, confirmed_at: v.nullable(TimeSchema) }),
  ),
  created_at: TimeSchema,
});
export type EndpointView = v.InferOutput<typeof EndpointSchema>;
export const EndpointListSchema = listOf(EndpointSchema);

const inEffect = {
  in_effect: v.pipe(
    v.boolean(),
    v.description("false: it is stored, but a desk could not be told; it takes effect within a minute"),
  ),
};

/** An endpoint after its alert key was removed. */
export const AlertKeyRemovedSchema = v.strictObject({ endpoint: EndpointSchema, ...inEffect });
export type AlertKeyRemoved = v.InferOutput<typeof AlertKeyRemovedSchema>;

/** An endpoint after a change. */
export const EndpointChangedSchema = v.strictObject({
  ...AlertKeyRemovedSchema.entries,
  warnings: ChangeWarningsSchema,
});
export type EndpointChanged = v.InferOutput<typeof EndpointChangedSchema>;

/** A new endpoint: the only time that its URL and its key are shown in full. */
export const EndpointCreatedSchema = v.strictObject({
  ...EndpointChangedSchema.entries,
  webhook_url: v.string(),
  ping_url: v.pipe(v.nullable(v.string()), v.description("What a heartbeat's job pings; null for others")),
  mail_address: v.pipe(v.string(), v.description("Carries the alert key, where there is one")),
  alert_key: v.nullable(v.string()),
});
export type EndpointCreated = v.InferOutput<typeof EndpointCreatedSchema>;

/** The key that senders present in `X-Alert-Key` from now on; shown this once. */
export const AlertKeySetSchema = v.strictObject({ ...AlertKeyRemovedSchema.entries, alert_key: v.string() });
export type AlertKeySet = v.InferOutput<typeof AlertKeySetSchema>;

/** A deleted endpoint: its webhook answers 404, its alerts stay readable. */
export const EndpointDeletedSchema = v.strictObject({ id: idSchema("end"), ...inEffect });
export type EndpointDeleted = v.InferOutput<typeof EndpointDeletedSchema>;
