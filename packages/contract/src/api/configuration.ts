import * as v from "valibot";
import { QuietHoursSchema } from "./maintenance.ts";
import { idSchema, listOf, PageQuery, TimeSchema } from "./common.ts";

/** A number that can be rung. Shown in full: the scope `numbers:read` is what guards it. */
export const NumberSchema = v.strictObject({
  id: idSchema("pho"),
  number: v.pipe(v.string(), v.regex(/^\+[1-9]\d{6,14}$/), v.description("E.164")),
  kind: v.pipe(
    v.picklist(["telephone", "browser"]),
    v.description("`browser`: rings a browser tab; its number is no telephone's"),
  ),
  label: v.string(),
  language: v.string(),
  primary: v.boolean(),
  enabled: v.boolean(),
  verified_at: v.nullable(TimeSchema),
  objected: v.pipe(
    v.nullable(v.picklist(["organization", "everybody"])),
    v.description(
      "Its holder wants no calls: of this organization, or of anybody. Nobody but its holder can undo it; null: it may be called",
    ),
  ),
  member: v.pipe(
    v.nullable(v.strictObject({ id: idSchema("mem"), name: v.string() })),
    v.description("Whose it is; null: a contact's"),
  ),
  contact: v.nullable(v.strictObject({ id: idSchema("con"), name: v.string() })),
  quiet_hours: v.pipe(v.nullable(QuietHoursSchema), v.description("When it is not rung; null: any time")),
  ring_seconds: v.pipe(v.nullable(v.number()), v.description("How long it rings; null: as the plan says")),
  created_at: TimeSchema,
});
export type NumberView = v.InferOutput<typeof NumberSchema>;
export const NumberListSchema = listOf(NumberSchema);

export const PageQuerySchema = v.strictObject(PageQuery);
export type PageQueryInput = v.InferOutput<typeof PageQuerySchema>;
