import * as v from "valibot";
import { isRegion } from "@callping/domain/numbers/is-region";
import { TimeSchema } from "./common.ts";

const nothingElse = v.never("Unknown field.");
const E164 = v.pipe(v.string(), v.regex(/^\+[1-9]\d{6,14}$/, "A number is + and its digits: +380441234567."));
const Country = v.pipe(
  v.string(),
  v.regex(/^[A-Z]{2}$/, "A country is its ISO 3166-1 code in capitals: DE."),
  v.check(isRegion, "No country has this code. The United Kingdom is GB, Greece is GR."),
);
const Word = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/, "1 to 32 small letters, digits and hyphens."));
const Name = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{1,64}$/, "1 to 64 letters, digits, hyphens and underscores."),
);
const whole = (least: number, most: number) =>
  v.pipe(
    v.number(),
    v.integer("A whole number."),
    v.minValue(least, `At least ${least}.`),
    v.maxValue(most, `At most ${most}.`),
  );

/** Why somebody changes the fleet: it stands in the audit log and among the fleet's events. */
const Reason = v.pipe(
  v.string("Say why, in a few words."),
  v.trim(),
  v.minLength(3, "Say why, in a few words."),
  v.maxLength(500, "A reason has at most 500 characters."),
);
export const ReasonSchema = v.objectWithRest({ reason: Reason }, nothingElse);

/** `DELETE /api/v1/fleet/pbxs/:id/token` */
export const DropTokenSchema = v.objectWithRest(
  {
    reason: Reason,
    drop: v.optional(
      v.pipe(
        v.picklist(["old", "newest"], "Drop the old one or the newest."),
        v.description("old ends a rotation; newest takes it back, where the new token was lost"),
      ),
      "old",
    ),
  },
  nothingElse,
);

const pbx = { country: Country, region: Word, enabled: v.boolean(), draining: v.boolean() };

/** `POST /api/v1/fleet/pbxs` */
export const NewPbxSchema = v.objectWithRest(
  {
    id: v.pipe(Word, v.description("Stands in the URL of its control connection: /pbx/<id>")),
    country: pbx.country,
    region: pbx.region,
    enabled: v.optional(pbx.enabled, true),
    draining: v.optional(pbx.draining, false),
    reason: Reason,
  },
  nothingElse,
);
/** `PATCH /api/v1/fleet/pbxs/:id`. What is left out stays. */
export const PbxChangeSchema = v.objectWithRest(
  {
    country: v.optional(pbx.country),
    region: v.optional(pbx.region),
    enabled: v.optional(
      v.pipe(pbx.enabled, v.description("false: its control connection is closed, and its calls are lost")),
    ),
    draining: v.optional(
      v.pipe(pbx.draining, v.description("true: no new calls; those that are on go on to their end")),
    ),
    reason: Reason,
  },
  nothingElse,
);

const RouteCountry = v.pipe(
  v.string(),
  v.regex(
    /^(\*|\+[1-9]\d{0,6}|[A-Z]{2})$/,
    "A calling-code prefix (+380), an ISO region (UA), or * for every region.",
  ),
  v.check(
    (item) => !/^[A-Z]{2}$/.test(item) || isRegion(item),
    "No country has this code. The United Kingdom is GB, Greece is GR.",
  ),
);
const trunk = {
  endpoint: v.pipe(Name, v.description("The PJSIP endpoint in the PBX's configuration")),
  route_countries: v.pipe(
    v.array(RouteCountry),
    v.maxLength(300, "At most 300 countries."),
    v.description("An empty list refuses every number"),
  ),
  cleared_for_eu: v.boolean(),
  number_format: v.pipe(
    v.picklist(["e164", "digits"], "A number format is e164 (+ and the full number) or digits (no plus)."),
  ),
  caller_ids: v.pipe(
    v.array(E164),
    v.minLength(1, "A trunk shows at least one number."),
    v.maxLength(50, "A trunk shows at most 50 numbers."),
    v.check((numbers) => new Set(numbers).size === numbers.length, "A number stands there twice."),
  ),
  caller_id_rule: v.picklist(["stable", "same_country"], "A rule is stable or same_country."),
  caller_name: v.pipe(
    v.string(),
    v.regex(/^[A-Za-z0-9 ._-]{1,40}$/, "1 to 40 letters, digits, spaces, dots, hyphens and underscores."),
  ),
  calls_per_second: v.pipe(v.number(), v.minValue(0.01, "At least 0.01."), v.maxValue(100, "At most 100.")),
  concurrent_calls: whole(1, 10_000),
  priority: v.pipe(whole(1, 1000), v.description("Smaller is better")),
  cost_class: v.picklist(["low", "standard", "high"], "A cost class is low, standard or high."),
  enabled: v.boolean(),
  canary_number: v.pipe(
    v.nullable(E164),
    v.description("Where test calls go: an echo number of the provider's or our own. null: no test calls"),
  ),
  canary_minutes: whole(1, 1440),
};

/** `POST /api/v1/fleet/pbxs/:id/trunks`. It carries nothing until it is enabled. */
export const NewTrunkSchema = v.objectWithRest(
  {
    id: Name,
    endpoint: trunk.endpoint,
    route_countries: trunk.route_countries,
    cleared_for_eu: trunk.cleared_for_eu,
    number_format: v.optional(trunk.number_format, "e164"),
    caller_ids: trunk.caller_ids,
    caller_id_rule: v.optional(trunk.caller_id_rule, "stable"),
    caller_name: v.optional(trunk.caller_name, "CallPing"),
    calls_per_second: trunk.calls_per_second,
    concurrent_calls: trunk.concurrent_calls,
    priority: v.optional(trunk.priority, 10),
    cost_class: v.optional(trunk.cost_class, "standard"),
    enabled: v.optional(trunk.enabled, false),
    canary_number: v.optional(trunk.canary_number, null),
    canary_minutes: v.optional(trunk.canary_minutes, 5),
    reason: Reason,
  },
  nothingElse,
);
/** `PATCH /api/v1/fleet/pbxs/:id/trunks/:trunk`. What is left out stays. */
export const TrunkChangeSchema = v.objectWithRest(
  { ...v.partial(v.object(trunk)).entries, reason: Reason },
  nothingElse,
);
type Trunk = v.InferOutput<ReturnType<typeof v.object<typeof trunk>>>;
export type TrunkSettings = { [Name in keyof Trunk]?: Trunk[Name] | undefined };

/** `PUT /api/v1/fleet/pbxs/:id/trunks/:trunk/countries/:country` */
export const CountrySwitchSchema = v.objectWithRest(
  { enabled: v.boolean("Say whether calls may go there: true or false."), reason: Reason },
  nothingElse,
);

const TrunkDefined = v.strictObject({
  id: v.string(),
  ...trunk,
  number_format: v.picklist(["e164", "digits"]),
  countries_off: v.array(
    v.strictObject({
      country: v.string(),
      reason: v.string(),
      switched_by: v.string(),
      switched_at: TimeSchema,
    }),
  ),
});
const PbxDefined = v.strictObject({
  id: v.string(),
  ...pbx,
  tokens: v.pipe(v.number(), v.description("Accepted control tokens: 2 while one takes the other's place")),
  trunks: v.array(TrunkDefined),
});
export type PbxDefined = v.InferOutput<typeof PbxDefined>;

export const FleetDefinitionSchema = v.strictObject({ data: v.array(PbxDefined) });

/** `POST /api/v1/fleet/canaries`: the trunks through which a test call is on. */
export const TestedSchema = v.strictObject({
  data: v.array(v.strictObject({ pbx_id: v.string(), trunk_id: v.string() })),
});

const changed = {
  pbx: PbxDefined,
  in_effect: v.pipe(
    v.boolean(),
    v.description("false: it is stored, but not everybody could be told; it takes effect within a minute"),
  ),
};
export const PbxChangedSchema = v.strictObject(changed);
export type PbxChanged = v.InferOutput<typeof PbxChangedSchema>;
export const PbxTokenSchema = v.strictObject({
  ...changed,
  token: v.pipe(v.string(), v.description("Shown this once: the PBX's password for its control connection")),
});
