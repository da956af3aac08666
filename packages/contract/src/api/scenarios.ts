import * as v from "valibot";
import { idSchema, listOf, TimeSchema } from "./common.ts";

const Name = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, "A name has at least one character."),
  v.maxLength(120, "A name has at most 120 characters."),
);
const Reference = v.pipe(v.string(), v.maxLength(60));
const Rules = v.pipe(
  v.array(v.looseObject({ id: v.string(), name: v.string() })),
  v.description("In order; the first that matches decides. docs/rules.md says what a rule is"),
);
const Plan = v.pipe(
  v.nullable(v.looseObject({})),
  v.description("The call plan when no rule matches; null: the product's defaults"),
);
const Speech = v.pipe(
  v.nullable(v.string()),
  v.description(
    "How its alerts are said: {{severity}}: {{title}} on {{labels.host}}; null: severity and title",
  ),
);
const Version = v.pipe(v.number(), v.integer(), v.minValue(1));

/** What a version of a scenario says. */
const content = {
  name: v.string(),
  primary_member_id: v.string(),
  rules: Rules,
  plan: Plan,
  speech: Speech,
  saved_at: TimeSchema,
  saved_by: v.pipe(v.nullable(v.string()), v.description("Name of the API key or person; null: not known")),
};

export const ScenarioSchema = v.strictObject({
  id: idSchema("scn"),
  project_id: v.string(),
  version: Version,
  ...content,
  created_at: TimeSchema,
});
export type ScenarioView = v.InferOutput<typeof ScenarioSchema>;
export const ScenarioListSchema = listOf(ScenarioSchema);

/** A scenario as it was: an alert's timeline names the version that decided it. */
export const ScenarioVersionSchema = v.strictObject({
  scenario_id: v.string(),
  version: Version,
  ...content,
});
export type ScenarioVersionView = v.InferOutput<typeof ScenarioVersionSchema>;

/** One thing said of a scenario: where, and what to write instead. */
const Finding = v.strictObject({ path: v.string(), reason: v.optional(v.string()), message: v.string() });
const warnings = v.pipe(v.array(Finding), v.description("Kept as it is, and perhaps not what was meant"));
const in_effect = v.pipe(
  v.boolean(),
  v.description("false: it is stored, but a desk could not be told; it takes effect within a minute"),
);

/** A scenario after it was saved. */
export const ScenarioSavedSchema = v.strictObject({ scenario: ScenarioSchema, warnings, in_effect });
export type ScenarioSaved = v.InferOutput<typeof ScenarioSavedSchema>;

export const ScenarioDeletedSchema = v.strictObject({ id: idSchema("scn"), in_effect });
export type ScenarioDeleted = v.InferOutput<typeof ScenarioDeletedSchema>;

/** What saving would say. Nothing was stored. */
export const ScenarioReviewSchema = v.strictObject({
  valid: v.boolean(),
  problems: v.pipe(v.array(Finding), v.description("What must be corrected before it can be saved")),
  warnings,
});
export type ScenarioReview = v.InferOutput<typeof ScenarioReviewSchema>;

/** A field that nobody knows is an error: a setting that is silently ignored is found out when it was needed. */
const nothingElse = v.never("Unknown field.");
/** Rules and plans are read by the domain, which says of each problem where it is. */
const written = {
  rules: v.optional(v.unknown()),
  plan: v.optional(v.unknown()),
  speech: v.optional(v.nullable(v.string())),
};

/** `POST /api/v1/scenarios`. Rules may leave their ids out. */
export const NewScenarioSchema = v.objectWithRest(
  { name: Name, project_id: Reference, primary_member_id: Reference, ...written },
  nothingElse,
);

/** `PATCH /api/v1/scenarios/:id`. What is left out stays as it is. */
export const ScenarioChangeSchema = v.objectWithRest(
  {
    version: v.optional(
      v.pipe(Version, v.description("The version that is changed; or the header If-Match says it")),
    ),
    name: v.optional(Name),
    project_id: v.optional(Reference),
    primary_member_id: v.optional(Reference),
    ...written,
  },
  nothingElse,
);
export type ScenarioChange = v.InferOutput<typeof ScenarioChangeSchema>;

/** `POST /api/v1/scenarios/validate`. */
export const ScenarioDraftSchema = v.objectWithRest(
  {
    name: v.optional(Name),
    project_id: v.optional(Reference),
    primary_member_id: v.optional(Reference),
    ...written,
  },
  nothingElse,
);
