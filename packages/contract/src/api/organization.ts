import * as v from "valibot";

/** `GET /api/v1/caller-ids` */
export const CallerIdsSchema = v.strictObject({
  numbers: v.pipe(v.array(v.string()), v.description("E.164: every number that may call your people")),
  card_url: v.pipe(
    v.string(),
    v.description("The same as a vCard, without a key: to be opened on the telephone that is called"),
  ),
});

/** How an organization's calls may leave. */
const entries = {
  eu_only: v.pipe(
    v.boolean("Say true or false."),
    v.description(
      "true: calls leave by PBXs that stand in the EU or the EEA only; by no other, even when none is up",
    ),
  ),
};
/** `PUT /api/v1/organization/routing` */
export const RoutingWrittenSchema = v.objectWithRest(entries, v.never("Unknown field."));
export const RoutingSchema = v.strictObject(entries);
export type Routing = v.InferOutput<typeof RoutingSchema>;
export const RoutingSetSchema = v.strictObject({
  ...entries,
  warnings: v.pipe(v.array(v.string()), v.description("What this does to calls that would be made now")),
  in_effect: v.pipe(
    v.boolean(),
    v.description("false: it is stored, but a desk could not be told; it takes effect within a minute"),
  ),
});
export type RoutingSet = v.InferOutput<typeof RoutingSetSchema>;
