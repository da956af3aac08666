import * as v from "valibot";
import { listOf, PageQuery, TimeSchema } from "./common.ts";

const nothingElse = v.never("Unknown field.");
const Count = v.pipe(v.number(), v.integer());
const Tier = v.picklist(["A", "B", "C", "X"]);
const Reason = v.pipe(
  v.string("Say why, in a few words."),
  v.trim(),
  v.minLength(3, "Say why, in a few words."),
  v.maxLength(500, "A reason has at most 500 characters."),
);
const inEffect = {
  in_effect: v.pipe(
    v.boolean(),
    v.description("false: it is stored, but not everybody could be told; it takes effect within a minute"),
  ),
};

/** A country beyond tier A that is on for an organization. */
const Country = v.strictObject({
  country: v.pipe(v.string(), v.description("ISO 3166-1 region of the numbers")),
  tier: Tier,
  switched_by: v.string(),
  switched_at: TimeSchema,
  reason: v.string(),
});

/** `GET /api/v1/countries` */
export const CountriesSchema = v.strictObject({
  always_on: v.pipe(v.array(v.string()), v.description("Tier A: on for everybody")),
  owners_switch: v.pipe(v.array(v.string()), v.description("Tier B: an owner switches each of them on")),
  switched_on: v.pipe(
    v.array(Country),
    v.description("Every other country is of tier C: an operator switches it on"),
  ),
});
export type CountriesView = v.InferOutput<typeof CountriesSchema>;

/** `PUT /api/v1/countries/:country` and the operators' one. */
export const CountryWrittenSchema = v.objectWithRest(
  { enabled: v.boolean("Say true or false."), reason: Reason },
  nothingElse,
);
export const CountrySetSchema = v.strictObject({
  country: v.string(),
  tier: Tier,
  enabled: v.boolean(),
  warnings: v.pipe(v.array(v.string()), v.description("Phones that cannot be rung any more")),
  ...inEffect,
});
export type CountrySet = v.InferOutput<typeof CountrySetSchema>;

const Cap = v.strictObject({
  name: v.picklist(["calls_per_day", "new_destinations_per_day", "units_per_day"]),
  limit: Count,
  limit_for_critical: v.pipe(Count, v.description("With the reserve that is kept for critical alerts")),
  used: v.pipe(Count, v.description("Today, by UTC; calls on their way are not in it yet")),
});

/** `GET /api/v1/caps` */
export const CapsSchema = v.strictObject({
  caps: v.array(Cap),
  resets_at: TimeSchema,
  calls_stopped: v.pipe(
    v.nullable(v.strictObject({ at: TimeSchema, reason: v.string() })),
    v.description("An operator has stopped all calls; null: no"),
  ),
});
export type CapsView = v.InferOutput<typeof CapsSchema>;

/** `GET /api/v1/operator/organizations/:id/caps` */
export const OperatorCapsSchema = v.strictObject({
  organization: v.strictObject({ id: v.string(), name: v.string() }),
  ...CapsSchema.entries,
  countries: v.array(Country),
});
export type OperatorCaps = v.InferOutput<typeof OperatorCapsSchema>;

const Limit = v.optional(
  v.nullable(
    v.pipe(
      v.number("A whole number, or null for the product's own limit."),
      v.integer("A whole number."),
      v.minValue(0, "At least 0."),
      v.maxValue(10_000_000, "At most 10,000,000."),
    ),
  ),
);
/** `PUT /api/v1/operator/organizations/:id/limits`. What is left out stays. */
export const LimitsWrittenSchema = v.objectWithRest(
  { calls_per_day: Limit, new_destinations_per_day: Limit, units_per_day: Limit, reason: Reason },
  nothingElse,
);
export const OperatorCapsSetSchema = v.strictObject({ ...OperatorCapsSchema.entries, ...inEffect });
export type OperatorCapsSet = v.InferOutput<typeof OperatorCapsSetSchema>;

/** `PUT /api/v1/operator/organizations/:id/calls` */
export const CallsStoppedWrittenSchema = v.objectWithRest(
  { stopped: v.boolean("Say true or false."), reason: Reason },
  nothingElse,
);

/** `PUT /api/v1/operator/prefixes/:prefix`: a kill switch of the whole platform. */
export const PrefixesOffSchema = v.strictObject({
  data: v.array(
    v.strictObject({
      prefix: v.pipe(v.string(), v.description("No trunk carries a number that begins so: +380")),
      reason: v.string(),
      switched_by: v.string(),
      switched_at: TimeSchema,
    }),
  ),
});
export type PrefixesOff = v.InferOutput<typeof PrefixesOffSchema>;
export const PrefixesOffSetSchema = v.strictObject({ ...PrefixesOffSchema.entries, ...inEffect });
export type PrefixesOffSet = v.InferOutput<typeof PrefixesOffSetSchema>;

/** A number that was refused when it was saved, or calls that were not made: one a day, reason and phone. */
export const RefusalSchema = v.strictObject({
  id: v.string(),
  place: v.pipe(v.picklist(["save", "call"]), v.description("Where it was refused")),
  reason: v.string(),
  message: v.string(),
  phone_id: v.nullable(v.string()),
  number_masked: v.string(),
  count: v.pipe(Count, v.description("How often on that day")),
  alert_ids: v.pipe(
    v.array(v.string()),
    v.description("Alerts whose calls were held back, the first twenty"),
  ),
  first_at: TimeSchema,
  last_at: TimeSchema,
});
export type RefusalView = v.InferOutput<typeof RefusalSchema>;
export const RefusalListSchema = listOf(RefusalSchema);
export const RefusalsQuerySchema = v.strictObject(PageQuery);
