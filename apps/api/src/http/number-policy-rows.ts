import {
  LanguageQuerySchema,
  NumberCheckSchema,
  NumberPolicySchema,
  NumberVerdictSchema,
  PolicyChangedSchema,
  PolicyChangeSchema,
} from "@callping/contract/api/number-policy";
import type { RouteRow } from "./route-table.ts";
import { withKey } from "./with-key.ts";

/** The rows of the safety net: a verdict for everybody, what operators refuse for operators. */
export const NUMBER_POLICY = {
  "POST /api/v1/numbers/check": withKey(
    "numbers:read",
    "Whether a number could be called, and why not; stores nothing of it, rings nobody",
    NumberVerdictSchema,
    {
      limit: "number_checks",
      body: NumberCheckSchema,
      query: LanguageQuerySchema,
      problems: ["number_checks_limited"],
    },
  ),
  "GET /api/v1/operator/number-policy": withKey(
    "fleet:write",
    "Regions and beginnings of numbers that operators refuse. For operators, as what follows",
    NumberPolicySchema,
  ),
  "PUT /api/v1/operator/number-policy/regions/:region": withKey(
    "fleet:write",
    "Never call a region, or take it off the list; in effect with the next call",
    PolicyChangedSchema,
    { body: PolicyChangeSchema, problems: ["settings_conflict"] },
  ),
  "PUT /api/v1/operator/number-policy/deny-prefixes/:prefix": withKey(
    "fleet:write",
    "Never call numbers that begin so, or take that off the list; the + may be left out of the path",
    PolicyChangedSchema,
    { body: PolicyChangeSchema, problems: ["settings_conflict"] },
  ),
} as const satisfies Record<string, RouteRow>;
