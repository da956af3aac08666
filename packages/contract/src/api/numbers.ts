import { CODE_RESULTS } from "@callping/domain/code-calls/code-call";
import * as v from "valibot";
import { idSchema, TimeSchema } from "./common.ts";
import { NumberSchema } from "./configuration.ts";
import { ChangeWarningsSchema } from "./readiness.ts";
import { HOLD_REASONS } from "./timeline.ts";

/** One person's numbers, browser phone included. */
export const MOST_NUMBERS = 10;
export const RING_SECONDS = { least: 5, most: 60 } as const;
export const NUMBER_LANGUAGES = ["en", "uk", "de", "pl", "es", "fr", "pt", "it"] as const;

const nothingElse = v.never("Unknown field.");
const Reference = v.pipe(v.string(), v.maxLength(60));
const Written = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, "Write the number."),
  v.maxLength(40, "A number is not that long."),
  v.description("International: +, country code, number; spaces, dots, hyphens and brackets do not matter"),
);
const RingSeconds = v.pipe(
  v.number(),
  v.integer("Whole seconds."),
  v.minValue(RING_SECONDS.least, `A phone rings ${RING_SECONDS.least} seconds at least.`),
  v.maxValue(RING_SECONDS.most, `A phone rings ${RING_SECONDS.most} seconds at most.`),
  v.description("How long this phone rings; null: as long as the plan says"),
);
const settings = {
  label: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.minLength(1, "A label has at least one character."),
      v.maxLength(60, "A label has at most 60 characters."),
    ),
  ),
  language: v.optional(v.picklist(NUMBER_LANGUAGES, `A language is one of ${NUMBER_LANGUAGES.join(", ")}.`)),
  enabled: v.optional(v.boolean()),
  ring_seconds: v.nullish(RingSeconds),
};

/** `POST /api/v1/numbers`: of a member, or of a contact. */
export const NewNumberSchema = v.objectWithRest(
  {
    member_id: v.optional(Reference),
    contact_id: v.optional(Reference),
    number: Written,
    primary: v.optional(
      v.pipe(v.boolean(), v.description("The phone that is rung first; a person's first number is it")),
    ),
    ...settings,
  },
  nothingElse,
);

/** `PATCH /api/v1/numbers/:id`. What is left out stays. */
export const NumberChangeSchema = v.objectWithRest(
  {
    number: v.optional(Written),
    primary: v.optional(
      v.literal(true, "Make another number the primary one: exactly one of a person's numbers is."),
    ),
    ...settings,
  },
  nothingElse,
);

/** How a number stands with being allowed to ring. */
export const VerificationSchema = v.strictObject({
  state: v.pipe(
    v.picklist(["verified", "calling", "waiting_for_code", "unverified"]),
    v.description("Only a verified number gets alerts"),
  ),
  verified_at: v.nullable(TimeSchema),
  last_call: v.pipe(
    v.nullable(
      v.strictObject({
        id: idSchema("cod"),
        purpose: v.pipe(
          v.picklist(["verify", "agree"]),
          v.description("verify: a code to type; agree: a contact is asked to press 1"),
        ),
        state: v.picklist(["calling", "over"]),
        result: v.nullable(v.picklist(CODE_RESULTS)),
        ordered_at: TimeSchema,
        expires_at: TimeSchema,
        tries_left: v.number(),
        call_id: v.nullable(v.string()),
      }),
    ),
    v.description("The last call that spoke a code or asked, to the number as it is now"),
  ),
  consent: v.nullable(
    v.strictObject({
      given_at: TimeSchema,
      method: v.picklist(["code", "key"]),
      person: v.strictObject({ id: v.string(), name: v.string() }),
      wording_version: v.number(),
      language: v.string(),
      wording: v.string(),
      call_id: v.nullable(v.string()),
    }),
  ),
});
export type VerificationView = v.InferOutput<typeof VerificationSchema>;

/** What holds calls to a number now. */
export const LineSchema = v.strictObject({
  last_call_at: v.pipe(v.nullable(TimeSchema), v.description("The end of this organization's last call")),
  next_call_at: v.pipe(v.nullable(TimeSchema), v.description("When an alert could ring it next; null: now")),
  held_by: v.pipe(
    v.nullable(v.picklist(HOLD_REASONS)),
    v.description("Redials and escalations of a plan pass a cooldown; null: nothing holds calls"),
  ),
});

export const NumberDetailSchema = v.strictObject({
  ...NumberSchema.entries,
  verification: VerificationSchema,
  cooldown: v.pipe(v.nullable(LineSchema), v.description("null: its line could not be asked")),
});
export type NumberDetail = v.InferOutput<typeof NumberDetailSchema>;

const inEffect = {
  in_effect: v.pipe(
    v.boolean(),
    v.description("false: it is stored, but a desk could not be told; it takes effect within a minute"),
  ),
};
export const NumberChangedSchema = v.strictObject({
  number: NumberDetailSchema,
  warnings: ChangeWarningsSchema,
  ...inEffect,
});
export type NumberChanged = v.InferOutput<typeof NumberChangedSchema>;
export const NumberDeletedSchema = v.strictObject({
  id: idSchema("pho"),
  primary_id: v.pipe(
    v.nullable(v.string()),
    v.description("The person's primary number from now on; null: none is left"),
  ),
  warnings: ChangeWarningsSchema,
  ...inEffect,
});
export type NumberDeleted = v.InferOutput<typeof NumberDeletedSchema>;

/** `POST /api/v1/numbers/:id/verification`. */
export const VerificationAskedSchema = v.objectWithRest(
  {
    now: v.optional(
      v.pipe(
        v.boolean(),
        v.description("Ring whatever the hour is there; else from 08:00 to 21:00 where the number is"),
      ),
    ),
  },
  nothingElse,
);
export const VerificationBegunSchema = v.strictObject({
  id: idSchema("cod"),
  purpose: v.picklist(["verify", "agree"]),
  expires_at: TimeSchema,
  language: v.pipe(v.string(), v.description("What is spoken: the number's language")),
  says: v.pipe(v.string(), v.description("What is heard, without the code")),
  what_happens: v.string(),
});
export type VerificationBegun = v.InferOutput<typeof VerificationBegunSchema>;

/** `POST /api/v1/numbers/:id/verification/confirm`. */
export const CodeTypedSchema = v.objectWithRest(
  { code: v.pipe(v.string(), v.maxLength(20), v.description("Six digits, as they were heard")) },
  nothingElse,
);
