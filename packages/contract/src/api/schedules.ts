import * as v from "valibot";
import { idSchema, listOf, TimeSchema } from "./common.ts";
import { ChangeWarningsSchema } from "./readiness.ts";

/** Shapes for the document; `packages/domain/schedules` reads bodies itself, and says more than a shape can. */
const ClockTime = v.pipe(v.string(), v.description("HH:MM on the wall of the schedule's time zone"));
const LocalDate = v.pipe(v.string(), v.description("YYYY-MM-DD in the schedule's time zone"));
const Weekday = v.picklist(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
const MemberIds = v.array(v.pipe(v.string(), v.description("Member id")));

const Rotation = v.variant("unit", [
  v.strictObject({
    unit: v.picklist(["hourly", "daily", "weekly"]),
    every: v.optional(v.number(), 1),
  }),
  v.strictObject({
    unit: v.literal("custom"),
    hand_overs: v.array(v.strictObject({ day: Weekday, time: ClockTime })),
  }),
]);
const Layer = v.strictObject({
  id: v.optional(v.string()),
  name: v.string(),
  entries: v.pipe(v.array(MemberIds), v.description("The turns; the people of one are on call together")),
  rotation: Rotation,
  hand_over_time: ClockTime,
  starts_on: LocalDate,
  ends_on: v.optional(v.nullable(LocalDate)),
  restrictions: v.optional(
    v.array(v.strictObject({ days: v.array(Weekday), from: ClockTime, to: ClockTime })),
  ),
});
const OverrideType = v.picklist(["replace", "add", "remove"]);

/** People for a time, whatever the layers say. */
export const NewOverrideSchema = v.strictObject({
  type: OverrideType,
  start: v.pipe(v.string(), v.description("ISO 8601 with an offset or Z")),
  end: v.pipe(v.string(), v.description("ISO 8601 with an offset or Z; no longer in force then")),
  members: MemberIds,
});
export const OverrideSchema = v.strictObject({
  id: idSchema("ovr"),
  ...NewOverrideSchema.entries,
  start: TimeSchema,
  end: TimeSchema,
});
export type OverrideView = v.InferOutput<typeof OverrideSchema>;

const Settings = {
  name: v.string(),
  time_zone: v.pipe(v.string(), v.description("IANA name, such as Europe/Kyiv")),
  layers: v.pipe(v.array(Layer), v.description("From the ground up: a later one covers the earlier ones")),
  overrides: v.array(v.strictObject({ id: v.optional(v.string()), ...NewOverrideSchema.entries })),
};

export const NewScheduleSchema = v.strictObject({ ...Settings, overrides: v.optional(Settings.overrides) });
export const ScheduleChangeSchema = v.strictObject({
  ...v.partial(v.strictObject(Settings)).entries,
  version: v.pipe(v.number(), v.description("The version that was read; another one is refused")),
});

export const ScheduleSchema = v.strictObject({
  id: idSchema("sch"),
  ...Settings,
  layers: v.array(v.strictObject({ ...Layer.entries, id: v.string() })),
  overrides: v.array(OverrideSchema),
  version: v.number(),
  created_at: TimeSchema,
  updated_at: TimeSchema,
});
export type ScheduleView = v.InferOutput<typeof ScheduleSchema>;
export const ScheduleListSchema = listOf(ScheduleSchema);

const inEffect = {
  in_effect: v.pipe(
    v.boolean(),
    v.description("false: it is stored, but a desk could not be told; it takes effect within a minute"),
  ),
};

/** A schedule after a change. */
export const ScheduleSavedSchema = v.strictObject({
  schedule: ScheduleSchema,
  warnings: ChangeWarningsSchema,
  ...inEffect,
});
export type ScheduleSaved = v.InferOutput<typeof ScheduleSavedSchema>;
export const ScheduleDeletedSchema = v.strictObject({ id: idSchema("sch"), ...inEffect });
export type ScheduleDeleted = v.InferOutput<typeof ScheduleDeletedSchema>;
export const OverrideAddedSchema = v.strictObject({
  override: OverrideSchema,
  ...ScheduleSavedSchema.entries,
});
export type OverrideAdded = v.InferOutput<typeof OverrideAddedSchema>;

/** An iCalendar file whose events become overrides. */
export const OverrideImportSchema = v.strictObject({
  calendar: v.pipe(v.string(), v.description("The file's text, RFC 5545")),
  type: v.optional(OverrideType, "replace"),
  from: v.optional(v.pipe(v.string(), v.description("Events that end before are left out; now by default"))),
  to: v.optional(v.pipe(v.string(), v.description("A year from now by default"))),
});
export const OverridesImportedSchema = v.strictObject({
  imported: v.pipe(v.number(), v.description("How many overrides were made")),
  ...ScheduleSavedSchema.entries,
});
export type OverridesImported = v.InferOutput<typeof OverridesImportedSchema>;
