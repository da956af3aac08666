import { FINDING_CODES, FINDING_SEVERITIES, SUBJECT_KINDS } from "@callping/domain/readiness/finding";
import * as v from "valibot";
import { TimeSchema } from "./common.ts";

const Count = v.pipe(v.number(), v.integer());

/** Why somebody would not be reached. Names no numbers. */
export const ReadinessFindingSchema = v.strictObject({
  code: v.picklist(FINDING_CODES),
  severity: v.picklist(FINDING_SEVERITIES),
  subject: v.strictObject({ kind: v.picklist(SUBJECT_KINDS), id: v.string(), name: v.string() }),
  message: v.pipe(v.string(), v.description("What would happen to an alert")),
  what_to_do: v.string(),
});

/** An alert that nothing would have woken, as the watcher found it. */
const WatcherFinding = v.strictObject({
  alert_id: v.pipe(v.nullable(v.string()), v.description("null: of the organization's Desk itself")),
  problem: v.picklist(["no_plan", "no_wake_up", "wrong_state", "no_timer", "unknown_here"]),
  found_at: TimeSchema,
  repaired: v.boolean(),
});

export const WEEKLY_MAIL = ["findings", "always", "never"] as const;
const weekly_mail = v.pipe(
  v.picklist(WEEKLY_MAIL, `weekly_mail is ${WEEKLY_MAIL.join(", ")}.`),
  v.description("When owners get the mail of Monday 09:00: when there are findings, always, or never"),
);

/** `GET /api/v1/readiness` */
export const ReadinessSchema = v.strictObject({
  checked_at: TimeSchema,
  summary: v.strictObject({
    nobody_reached: Count,
    fewer_than_planned: Count,
    worth_knowing: Count,
    watcher: v.pipe(Count, v.description("Alerts that the watcher found in the last days")),
  }),
  findings: v.pipe(v.array(ReadinessFindingSchema), v.description("The worst first; schedules for 14 days")),
  watcher: v.array(WatcherFinding),
  weekly_mail,
});
export type Readiness = v.InferOutput<typeof ReadinessSchema>;

/** `PUT /api/v1/readiness/weekly-mail` */
export const WeeklyMailSchema = v.objectWithRest({ weekly_mail }, v.never("Unknown field."));
export type WeeklyMail = v.InferOutput<typeof WeeklyMailSchema>;

/** What a save has brought about, beside what was asked for. */
export const ChangeWarningsSchema = v.pipe(
  v.array(v.strictObject({ path: v.string(), reason: v.string(), message: v.string() })),
  v.description("Kept as it is; who would not be reached any more by it, as GET /api/v1/readiness says it"),
);
export type ChangeWarnings = v.InferOutput<typeof ChangeWarningsSchema>;
