import { REFUSAL_LANGUAGES } from "@callping/domain/numbers/refusal-sentences";
import * as v from "valibot";
import { TimeSchema } from "./common.ts";
import { ReasonSchema } from "./fleet-control.ts";

const nothingElse = v.never("Unknown field.");

const entry = {
  reason: v.string(),
  added_by: v.string(),
  added_at: TimeSchema,
};

/** `GET /api/v1/operator/number-policy` */
export const NumberPolicySchema = v.strictObject({
  regions_never_called: v.array(
    v.strictObject({
      region: v.pipe(v.string(), v.description("ISO 3166-1; numbers of it are refused everywhere")),
      ...entry,
    }),
  ),
  deny_prefixes: v.array(
    v.strictObject({
      prefix: v.pipe(v.string(), v.description("+ and the first digits of numbers that are refused")),
      ...entry,
    }),
  ),
});
export type NumberPolicyView = v.InferOutput<typeof NumberPolicySchema>;

/** `PUT /api/v1/operator/number-policy/regions/:region` and `…/deny-prefixes/:prefix` */
export const PolicyChangeSchema = v.objectWithRest(
  {
    never_called: v.pipe(
      v.boolean("true: from now on no call goes there; false: taken off the list."),
      v.description("true: no call goes there from now on; false: the operators' list no longer says so"),
    ),
    reason: ReasonSchema.entries.reason,
  },
  nothingElse,
);

export const PolicyChangedSchema = v.strictObject({
  policy: NumberPolicySchema,
  numbers_affected: v.pipe(
    v.number(),
    v.description("Saved numbers, of all organizations, that begin like this or are of this region"),
  ),
  in_effect: v.pipe(
    v.boolean(),
    v.description("false: a part of the fleet could not be told; it reads the list within a minute"),
  ),
});
export type PolicyChanged = v.InferOutput<typeof PolicyChangedSchema>;

/** `POST /api/v1/numbers/check` */
export const NumberCheckSchema = v.objectWithRest(
  {
    number: v.pipe(
      v.string("The number, as people write it."),
      v.maxLength(200, "A number has at most 200 characters."),
      v.description("+ and country code, or the national form beside its region"),
    ),
    region: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^[A-Z]{2}$/, "A region is an ISO 3166-1 code in capitals: UA."),
        v.description("Where a number without + is dialled"),
      ),
    ),
  },
  nothingElse,
);

/** `?lang=uk`; left out, `Accept-Language` decides, and English where that names neither. */
export const LanguageQuerySchema = v.object({ lang: v.optional(v.picklist(REFUSAL_LANGUAGES)) });

export const NumberVerdictSchema = v.strictObject({
  verdict: v.picklist(["allow", "refuse"]),
  number: v.pipe(v.nullable(v.string()), v.description("E.164; null: refused")),
  region: v.nullable(v.string()),
  type: v.pipe(v.nullable(v.string()), v.description("FIXED_LINE, MOBILE, FIXED_LINE_OR_MOBILE or VOIP")),
  tier: v.pipe(
    v.nullable(v.picklist(["A", "B", "C"])),
    v.description("A: on. B: an owner switches the country on. C: an operator does"),
  ),
  reason: v.pipe(v.nullable(v.string()), v.description("A stable code; null: allowed")),
  message: v.string(),
  effect_on_alerts: v.string(),
  what_to_do: v.string(),
  language: v.picklist(REFUSAL_LANGUAGES),
});
export type NumberVerdict = v.InferOutput<typeof NumberVerdictSchema>;
