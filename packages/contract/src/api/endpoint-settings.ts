import { problemOfTemplate } from "@callping/domain/alerts/dedup-template";
import { GROUPING_WINDOW_LIMIT_SECONDS } from "@callping/domain/alerts/grouping";
import { parseHeartbeat } from "@callping/domain/heartbeats/parse-heartbeat";
import * as v from "valibot";
import { SeveritySchema } from "./alerts.ts";

/** An acknowledged alert may wait a month for its next event; below a minute it would close between two repeats. */
export const AUTO_CLOSE_LIMITS_SECONDS = { min: 60, max: 30 * 86_400 } as const;

const Name = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, "A name has at least one character."),
  v.maxLength(120, "A name has at most 120 characters."),
);
const Reference = v.pipe(v.string(), v.maxLength(60));

function seconds(min: number, max: number) {
  const message = `A whole number of seconds from ${min} to ${max}.`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(min, message), v.maxValue(max, message));
}

const Template = v.pipe(
  v.string(),
  v.rawCheck(({ dataset, addIssue }) => {
    const message = dataset.typed ? problemOfTemplate(dataset.value) : null;
    if (message !== null) addIssue({ message });
  }),
  v.description("Placeholders are fields as rules name them: {{labels.alertname}}/{{labels.instance}}"),
);

/** What a heartbeat expects, as `parseHeartbeat` reads it. */
const Heartbeat = v.pipe(
  v.looseObject({
    period_seconds: v.optional(v.number()),
    cron: v.optional(v.string()),
    time_zone: v.optional(v.string()),
    grace_seconds: v.number(),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    const parsed = dataset.typed ? parseHeartbeat(dataset.value) : null;
    if (parsed === null || parsed.ok) return;
    for (const { path, message } of parsed.error.problems) addIssue({ message: `${path}: ${message}` });
  }),
);

const TopicArn = v.pipe(
  v.string(),
  v.regex(
    /^arn:aws[\w-]*:sns:[\w-]+:\d{12}:[\w.-]{1,256}$/,
    "The ARN of an Amazon SNS topic: arn:aws:sns:<region>:<account>:<topic>.",
  ),
  v.description("The one Amazon SNS topic that may speak to the endpoint; null: the next that is confirmed"),
);

const settings = {
  paused: v.optional(v.boolean()),
  default_severity: v.optional(SeveritySchema),
  auto_close_seconds: v.optional(seconds(AUTO_CLOSE_LIMITS_SECONDS.min, AUTO_CLOSE_LIMITS_SECONDS.max)),
  dedup_template: v.optional(v.nullable(Template)),
  grouping_window_seconds: v.optional(seconds(0, GROUPING_WINDOW_LIMIT_SECONDS)),
  grouping_template: v.optional(v.nullable(Template)),
  heartbeat: v.optional(v.nullable(Heartbeat)),
  sns_topic_arn: v.optional(v.nullable(TopicArn)),
};

/** A field that nobody knows is an error: a setting that is silently ignored is found out when it was needed. */
const nothingElse = v.never("Unknown field.");

/** `POST /api/v1/endpoints`. What is left out has the product's default. */
export const NewEndpointSchema = v.objectWithRest(
  {
    name: Name,
    scenario_id: Reference,
    project_id: v.optional(v.pipe(Reference, v.description("Left out: the scenario's project"))),
    ...settings,
    alert_key: v.optional(v.pipe(v.boolean(), v.description("true: senders must present a key"))),
  },
  nothingElse,
);
export type NewEndpoint = v.InferOutput<typeof NewEndpointSchema>;

/** `PATCH /api/v1/endpoints/:id`. What is left out stays as it is; `null` takes a setting away. */
export const EndpointChangeSchema = v.objectWithRest(
  {
    name: v.optional(Name),
    scenario_id: v.optional(Reference),
    project_id: v.optional(Reference),
    ...settings,
  },
  nothingElse,
);
export type EndpointChange = v.InferOutput<typeof EndpointChangeSchema>;
