import * as v from "valibot";
import { idSchema, listOf, TimeSchema } from "./common.ts";
import { ChangeWarningsSchema } from "./readiness.ts";

const Window = v.looseObject({
  days: v.optional(v.array(v.string("A day is mon, tue, wed, thu, fri, sat or sun."))),
  from: v.optional(v.string()),
  to: v.optional(v.string()),
});
const Windows = v.pipe(
  v.array(Window),
  v.description(
    "Local times: days (mon … sun) left out are all, from 00:00, to 24:00; `to` before `from` is on the next day",
  ),
);
const Zone = v.pipe(v.string(), v.description("IANA name; left out or null: the organization's own"));
const Moment = v.pipe(v.string(), v.description("ISO 8601 with its offset: 2026-11-22T20:00:00Z"));
const Name = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, "A name has at least one character."),
  v.maxLength(120, "A name has at most 120 characters."),
);
const Reference = v.nullish(v.pipe(v.string(), v.maxLength(60)));
const nothingElse = v.never("Unknown field.");

const schedule = {
  starts_at: v.nullish(v.pipe(Moment, v.description("Left out beside ends_at: now"))),
  ends_at: v.nullish(Moment),
  weekly: v.nullish(Windows),
  time_zone: v.nullish(Zone),
};

/** `POST /api/v1/maintenance`: for an endpoint, for a project, or (neither) for the whole organization. */
export const NewMaintenanceSchema = v.objectWithRest(
  { name: Name, endpoint_id: Reference, project_id: Reference, ...schedule },
  nothingElse,
);

/** `PATCH /api/v1/maintenance/:id`. What is left out stays; `null` takes it away. */
export const MaintenanceChangeSchema = v.objectWithRest(
  { name: v.optional(Name), endpoint_id: Reference, project_id: Reference, ...schedule },
  nothingElse,
);

/** A time in which nobody is rung. */
export const MaintenanceSchema = v.strictObject({
  id: idSchema("mnt"),
  name: v.string(),
  endpoint_id: v.nullable(v.string()),
  project_id: v.nullable(v.string()),
  starts_at: v.nullable(TimeSchema),
  ends_at: v.nullable(TimeSchema),
  weekly: v.nullable(Windows),
  time_zone: v.nullable(v.string()),
  active: v.pipe(v.boolean(), v.description("Whether it silences now")),
  changes_at: v.pipe(v.nullable(TimeSchema), v.description("When it begins or ends next; null: it is over")),
  created_at: TimeSchema,
});
export type MaintenanceView = v.InferOutput<typeof MaintenanceSchema>;
export const MaintenanceListSchema = listOf(MaintenanceSchema);

const inEffect = {
  in_effect: v.pipe(
    v.boolean(),
    v.description("false: it is stored, but a desk could not be told; it takes effect within a minute"),
  ),
};
export const MaintenanceChangedSchema = v.strictObject({
  maintenance: MaintenanceSchema,
  warnings: ChangeWarningsSchema,
  ...inEffect,
});
export type MaintenanceChanged = v.InferOutput<typeof MaintenanceChangedSchema>;
export const MaintenanceDeletedSchema = v.strictObject({ id: idSchema("mnt"), ...inEffect });
export type MaintenanceDeleted = v.InferOutput<typeof MaintenanceDeletedSchema>;

/** Quiet hours of a phone, as they are kept. */
export const QuietHoursSchema = v.looseObject({
  windows: Windows,
  time_zone: v.nullish(Zone),
  critical_passes: v.optional(
    v.pipe(v.boolean(), v.description("Critical alerts ring all the same; true when left out")),
  ),
});
export const QuietHoursSetSchema = v.strictObject({
  id: idSchema("pho"),
  quiet_hours: v.nullable(QuietHoursSchema),
  warnings: ChangeWarningsSchema,
  ...inEffect,
});
export type QuietHoursSet = v.InferOutput<typeof QuietHoursSetSchema>;
