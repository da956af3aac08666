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
          countries_off: v.pipe(
            v.array(v.string()),
            v.description(
              "ISO regions that are switched off, and beginnings of numbers that are off at every trunk",
            ),
          ),
          canary: v.pipe(
            v.nullable(
              v.strictObject({
                minutes: v.number(),
                last: v.nullable(
                  v.strictObject({
                    at: TimeSchema,
                    /** Null while the call is on. */
                    ok: v.nullable(v.boolean()),
                    outcome: v.nullable(v.string()),
                    ringing_ms: v.nullable(v.number()),
                  }),
                ),
              }),
            ),
            v.description("A test call to an echo number each so many minutes; null: none"),
          ),
          countries: v.array(
            v.strictObject({
              /** ISO 3166-1 region of the numbers called. */
              country: v.string(),
              /** `closed`: calls go. `open`: only where nothing else is left. `probing`: one call finds out. */
              breaker: v.picklist(["closed", "open", "probing"]),
              until: v.nullable(TimeSchema),
              reason: v.nullable(v.string()),
              /** Of the last 100 legs, by outcome. */
              outcomes: v.record(v.string(), v.number()),
              /** From the INVITE to the first ringing, milliseconds, of the last 100. */
              post_dial_delay_ms: v.nullable(v.strictObject({ p50: v.number(), p99: v.number() })),
            }),
          ),
        }),
      ),
    }),
  ),
  /** By the region of the PBX that rang: the last 500 first calls of alerts. */
  regions: v.array(
    v.strictObject({
      region: v.string(),
      webhook_to_ringing_ms: v.strictObject({ p50: v.number(), p99: v.number(), calls: v.number() }),
    }),
  ),
});
const FLEET_EVENTS = [
  "pbx_up",
  "pbx_down",
  "trunk_up",
  "trunk_down",
  "trunk_doubted",
  "trunk_trusted",
  "canary_failed",
  "canary_worked",
  "no_permitted_route",
  "prefix_velocity",
  "pbx_added",
  "pbx_changed",
  "pbx_draining",
  "token_added",
  "token_dropped",
  "trunk_added",
  "trunk_changed",
  "country_off",
  "country_on",
  "prefix_off",
  "prefix_on",
  "number_policy_changed",
] as const;

/** What changed in the fleet, newest first: connections, trunks, the breakers of trunks by country, and what operators did. */
export const FleetEventsSchema = v.strictObject({
  data: v.array(
    v.strictObject({
      at: TimeSchema,
      kind: v.picklist(FLEET_EVENTS),
      pbx_id: v.nullable(v.string()),
      trunk_id: v.nullable(v.string()),
      country: v.nullable(v.string()),
      reason: v.string(),
      by: v.pipe(
        v.nullable(v.string()),
        v.description("Who changed it, by name for operators alone; null: it happened by itself"),
      ),
      change: v.pipe(
        v.nullable(v.record(v.string(), v.unknown())),
        v.description("What was set to what; empty for who is no operator"),
      ),
    }),
  ),
});
export type FleetEventsView = v.InferOutput<typeof FleetEventsSchema>;
export type FleetView = v.InferOutput<typeof FleetSchema>;
