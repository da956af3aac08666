import {
  CountrySwitchSchema,
  DropTokenSchema,
  FleetDefinitionSchema,
  NewPbxSchema,
  NewTrunkSchema,
  PbxChangedSchema,
  PbxChangeSchema,
  PbxTokenSchema,
  ReasonSchema,
  TestedSchema,
  TrunkChangeSchema,
} from "@callping/contract/api/fleet-control";
import { FleetEventsSchema, FleetSchema } from "@callping/contract/api/fleet";
import type { RouteRow } from "./route-table.ts";
import { withKey } from "./with-key.ts";

/** The rows of the fleet: everybody with the scope may look, operators alone may change it. */
export const FLEET = {
  "GET /api/v1/fleet": withKey("fleet:read", "PBXs and trunks with their live state", FleetSchema),
  "GET /api/v1/fleet/events": withKey(
    "fleet:read",
    "What changed in the fleet, and why: the last 200 changes, newest first",
    FleetEventsSchema,
  ),
  "GET /api/v1/fleet/pbxs": withKey(
    "fleet:write",
    "The fleet as it is defined. For operators, as all that follows",
    FleetDefinitionSchema,
  ),
  "POST /api/v1/fleet/pbxs": withKey(
    "fleet:write",
    "Add a PBX; the answer has the token that its Asterisk connects with",
    PbxTokenSchema,
    { body: NewPbxSchema, answers: { 201: PbxTokenSchema }, problems: ["settings_conflict"] },
  ),
  "PATCH /api/v1/fleet/pbxs/:id": withKey(
    "fleet:write",
    "Change a PBX, drain it, switch it off; what is left out stays",
    PbxChangedSchema,
    { body: PbxChangeSchema, problems: ["not_found"] },
  ),
  "POST /api/v1/fleet/pbxs/:id/token": withKey(
    "fleet:write",
    "Make a PBX's next control token; both are accepted until the old one is dropped",
    PbxTokenSchema,
    {
      body: ReasonSchema,
      answers: { 201: PbxTokenSchema },
      problems: ["not_found", "settings_conflict"],
    },
  ),
  "DELETE /api/v1/fleet/pbxs/:id/token": withKey(
    "fleet:write",
    "Drop a PBX's old control token; a connection that uses it is closed",
    PbxChangedSchema,
    { body: DropTokenSchema, problems: ["not_found", "settings_conflict"] },
  ),
  "POST /api/v1/fleet/pbxs/:id/trunks": withKey("fleet:write", "Add a trunk to a PBX", PbxChangedSchema, {
    body: NewTrunkSchema,
    answers: { 201: PbxChangedSchema },
    problems: ["not_found", "settings_conflict"],
  }),
  "PATCH /api/v1/fleet/pbxs/:id/trunks/:trunk": withKey(
    "fleet:write",
    "Change a trunk; `enabled: false` is its kill switch",
    PbxChangedSchema,
    { body: TrunkChangeSchema, problems: ["not_found", "settings_conflict"] },
  ),
  "POST /api/v1/fleet/canaries": withKey(
    "fleet:write",
    "Test now: one call to its echo number through every trunk that is used, at most one a trunk and minute",
    TestedSchema,
    { body: ReasonSchema },
  ),
  "PUT /api/v1/fleet/pbxs/:id/trunks/:trunk/countries/:country": withKey(
    "fleet:write",
    "Switch a country off or on at a trunk: calls there end as no_permitted_route when no other trunk may carry them",
    PbxChangedSchema,
    { body: CountrySwitchSchema, problems: ["not_found"] },
  ),
} as const satisfies Record<string, RouteRow>;
