import { ALERT_STATES } from "@callping/domain/alerts/alert";
import { OUTCOMES } from "@callping/domain/calls/outcomes";
import { COST_CLASSES } from "@callping/domain/numbers/cost-class";
import { isDay } from "@callping/domain/rules/moment";
import * as v from "valibot";
import { SeveritySchema } from "./alerts.ts";
import { TimeSchema } from "./common.ts";
import { PreviewEventSchema } from "./intake.ts";

/** `POST /api/v1/dry-run`: a webhook that is not sent. */
export const DryRunRequestSchema = v.objectWithRest(
  {
    endpoint: v.optional(v.pipe(v.string(), v.maxLength(60), v.description("Id of an endpoint, end_…"))),
    scenario: v.optional(
      v.pipe(v.string(), v.maxLength(60), v.description("Id of a scenario, scn_…, in an endpoint's place")),
    ),
    payload: v.optional(
      v.pipe(v.unknown(), v.description("The webhook's body: JSON, or a text that is sent as it is")),
    ),
    headers: v.optional(v.pipe(v.record(v.string(), v.string()), v.description("The webhook's headers"))),
    at: v.optional(
      v.pipe(
        v.string(),
        v.isoTimestamp("A time as in RFC 3339: 2026-01-31T08:15:30Z."),
        v.check((text) => !Number.isNaN(Date.parse(text)) && isDay(text.slice(0, 10)), "No such day."),
        v.description("The moment it comes; left out: now"),
      ),
    ),
    audio: v.optional(v.pipe(v.boolean(), v.description("Also link to the audio of each text"))),
  },
  v.never("Unknown field."),
);

/** What an event would do. */
export const DRY_RUN_OUTCOMES = [
  "rings",
  "reaches_nobody",
  "recorded",
  "paused",
  "joins_open_alert",
  "resolves_alert",
  "nothing",
] as const;

const Seconds = v.pipe(v.number(), v.description("Seconds after the webhook"));
const Phone = v.strictObject({
  phone_id: v.string(),
  label: v.string(),
  member_id: v.string(),
  member: v.string(),
});

const Person = v.strictObject({
  ...Phone.entries,
  route: v.pipe(
    v.nullable(
      v.strictObject({
        pbx_id: v.string(),
        trunk_id: v.string(),
        cost_class: v.picklist(COST_CLASSES),
        number_type: v.string(),
      }),
    ),
    v.description("How calls to it leave when every PBX is up; null: none may"),
  ),
  refused: v.pipe(
    v.nullable(v.strictObject({ code: v.string(), message: v.string() })),
    v.description("Why none may: the number's refusal, or no_permitted_route"),
  ),
});

const Call = v.strictObject({
  at: TimeSchema,
  after_seconds: Seconds,
  rings_until: TimeSchema,
  ...Phone.entries,
  pass: v.number(),
  step: v.pipe(v.number(), v.description("0: the rule's own action; k: the plan's k-th escalation step")),
  n: v.pipe(v.number(), v.description("Attempt within the step, from 1")),
  held: v.pipe(
    v.nullable(v.strictObject({ reason: v.string(), since: TimeSchema })),
    v.description("Why it rings later than the plan wanted, and since when it waited"),
  ),
  outcome: v.pipe(
    v.picklist(OUTCOMES),
    v.description(
      "How it ends when nobody answers; bad_number and no_permitted_route: the phone does not ring",
    ),
  ),
  shares_call: v.pipe(
    v.boolean(),
    v.description("true: one call with the one above, since both phones have one number"),
  ),
  cost_class: v.pipe(v.nullable(v.picklist(COST_CLASSES)), v.description("null: it does not ring")),
  words: v.pipe(v.string(), v.description("What the call says before its menu")),
});

const Audio = v.strictObject({
  words: v.pipe(v.string(), v.description("As in the calls")),
  language: v.string(),
  url: v.pipe(v.string(), v.description("WAV; good for an hour, spoken when it is fetched, stored nowhere")),
});

const Line = v.strictObject({ at: TimeSchema, after_seconds: Seconds, kind: v.string(), data: v.unknown() });

const DryRunEventSchema = v.strictObject({
  event: PreviewEventSchema,
  outcome: v.picklist(DRY_RUN_OUTCOMES),
  explanation: v.string(),
  open_alert: v.nullable(v.strictObject({ alert_id: v.string(), state: v.picklist(ALERT_STATES) })),
  alert: v.nullable(v.strictObject({ title: v.string(), severity: SeveritySchema, dedup_key: v.string() })),
  rule: v.nullable(
    v.strictObject({
      rule_id: v.pipe(v.nullable(v.string()), v.description("null: the scenario's default")),
      name: v.string(),
      scenario_id: v.string(),
      scenario_version: v.number(),
      why: v.string(),
      passed_over: v.array(v.strictObject({ rule_id: v.string(), name: v.string(), why: v.string() })),
    }),
  ),
  action: v.nullable(v.looseObject({ type: v.string() })),
  plan: v.nullable(v.looseObject({})),
  people: v.pipe(
    v.array(Person),
    v.description("Everybody who would be rung, in the order of their first call"),
  ),
  calls: v.pipe(v.array(Call), v.description("Every call when nobody ever answers")),
  timeline: v.array(Line),
  ends: v.nullable(v.strictObject({ at: TimeSchema, state: v.picklist(ALERT_STATES), reason: v.string() })),
  cut: v.pipe(v.boolean(), v.description("true: more calls follow than are listed")),
  audio: v.pipe(v.array(Audio), v.description("Each text once; empty unless audio was asked for")),
});
export type DryRunEvent = v.InferOutput<typeof DryRunEventSchema>;

/** What a webhook would do. Nothing was stored and nobody was rung. */
export const DryRunSchema = v.strictObject({
  at: TimeSchema,
  events: v.array(DryRunEventSchema),
  events_left_out: v.pipe(v.number(), v.description("A webhook of many events is played for its first")),
  explanation: v.pipe(v.array(v.string()), v.description("How the webhook was read")),
});
export type DryRun = v.InferOutput<typeof DryRunSchema>;
