import * as v from "valibot";
import { TimeSchema } from "./common.ts";

/** `up`: connected and heard of in the last 30 s; `draining` and `disabled` come from the definition. */
export const PBX_STATES = ["up", "down", "draining", "disabled"] as const;

export const FleetSchema = v.strictObject({
  data: v.array(
    v.strictObject({
      id: v.string(),
      country: v.string(),
      region: v.string(),
      state: v.picklist(PBX_STATES),
      seen_at: v.nullable(TimeSchema),
      trunks: v.array(
        v.strictObject({
          id: v.string(),
          enabled: v.boolean(),
          reachable: v.boolean(),
          calls_in_flight: v.number(),
          route_countries: v.array(v.string()),
        }),
      ),
    }),
  ),
});
export type FleetView = v.InferOutput<typeof FleetSchema>;
