import * as v from "valibot";
import { SeveritySchema } from "./alerts.ts";
import { idSchema, listOf, PageQuery, TimeSchema } from "./common.ts";

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
  created_at: TimeSchema,
});
export type EndpointView = v.InferOutput<typeof EndpointSchema>;
export const EndpointListSchema = listOf(EndpointSchema);

/** A number that can be rung. Shown in full: the scope `numbers:read` is what guards it. */
export const NumberSchema = v.strictObject({
  id: idSchema("pho"),
  number: v.pipe(v.string(), v.regex(/^\+[1-9]\d{6,14}$/), v.description("E.164")),
  label: v.string(),
  language: v.string(),
  primary: v.boolean(),
  enabled: v.boolean(),
  verified_at: v.nullable(TimeSchema),
  member: v.strictObject({ id: idSchema("mem"), name: v.string() }),
  created_at: TimeSchema,
});
export type NumberView = v.InferOutput<typeof NumberSchema>;
export const NumberListSchema = listOf(NumberSchema);

export const PageQuerySchema = v.strictObject(PageQuery);
export type PageQueryInput = v.InferOutput<typeof PageQuerySchema>;
