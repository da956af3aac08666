import * as v from "valibot";
import { listOf, PageQuery, TimeSchema } from "./common.ts";

const nothingElse = v.never("Unknown field.");
const Number164 = v.pipe(
  v.string("A number is + and its digits: +380441234567."),
  v.regex(/^\+[1-9]\d{6,14}$/, "A number is + and its digits: +380441234567."),
);
const Reason = v.pipe(
  v.string("Say why, in a few words."),
  v.trim(),
  v.minLength(3, "Say why, in a few words."),
  v.maxLength(500, "A reason has at most 500 characters."),
);

/** `POST /api/v1/operator/suppressions` and `…/lift` */
export const SuppressSchema = v.objectWithRest({ number: Number164, reason: Reason }, nothingElse);
/** `POST /api/v1/operator/suppressions/lookup`: in a body, since addresses are logged on their way. */
export const LookupSchema = v.objectWithRest({ number: Number164 }, nothingElse);

/** A number that is not called, without the number: it is kept as a keyed hash. */
export const SuppressionSchema = v.strictObject({
  id: v.pipe(v.string(), v.description("Of the number's keyed hash: the same number has the same id")),
  organization_id: v.pipe(v.nullable(v.string()), v.description("Who may not call it; null: nobody may")),
  active: v.pipe(v.boolean(), v.description("false: it was lifted, and may be called")),
  how: v.pipe(
    v.picklist(["call", "page", "operator"]),
    v.description("9 and 9 in a call, the public page after a code call, or an operator"),
  ),
  by: v.pipe(v.nullable(v.string()), v.description("The operator; null: the number's holder")),
  reason: v.nullable(v.string()),
  call_id: v.nullable(v.string()),
  changed_at: TimeSchema,
});
export type SuppressionView = v.InferOutput<typeof SuppressionSchema>;
export const SuppressionListSchema = listOf(SuppressionSchema);
export const SuppressionsQuerySchema = v.strictObject(PageQuery);

export const SuppressionsFoundSchema = v.strictObject({ data: v.array(SuppressionSchema) });
export const SuppressionChangedSchema = v.strictObject({
  changed: v.pipe(v.boolean(), v.description("false: it was so already")),
  data: v.array(SuppressionSchema),
});
export type SuppressionChanged = v.InferOutput<typeof SuppressionChangedSchema>;
