import {
  CallsStoppedWrittenSchema,
  CapsSchema,
  CountriesSchema,
  CountrySetSchema,
  CountryWrittenSchema,
  LimitsWrittenSchema,
  OperatorCapsSchema,
  OperatorCapsSetSchema,
  PrefixesOffSchema,
  PrefixesOffSetSchema,
  RefusalListSchema,
  RefusalsQuerySchema,
} from "@callping/contract/api/caps";
import type { RouteRow } from "./route-table.ts";
import { withKey } from "./with-key.ts";

/** The rows of what an organization may call and spend, and of what held its calls back. */
export const CAPS = {
  "GET /api/v1/countries": withKey(
    "organization:read",
    "Which countries the organization's calls may go to",
    CountriesSchema,
  ),
  "PUT /api/v1/countries/:country": withKey(
    "countries:write",
    "Switch a country of tier B on or off; its numbers are called once they are verified",
    CountrySetSchema,
    { body: CountryWrittenSchema, problems: ["settings_conflict", "not_found"] },
  ),
  "GET /api/v1/caps": withKey(
    "organization:read",
    "What the organization may spend on calls today, and has spent",
    CapsSchema,
    { problems: ["desk_unreachable"] },
  ),
  "GET /api/v1/refusals": withKey(
    "numbers:read",
    "Numbers that were refused and calls that were not made, newest first",
    RefusalListSchema,
    { query: RefusalsQuerySchema },
  ),
  "GET /api/v1/operator/organizations/:id/caps": withKey(
    "fleet:write",
    "For operators: what an organization may spend and has spent, and its countries",
    OperatorCapsSchema,
    { problems: ["not_found", "desk_unreachable"] },
  ),
  "PUT /api/v1/operator/organizations/:id/limits": withKey(
    "fleet:write",
    "For operators: raise or lower what an organization may spend a day; null takes the product's own limit",
    OperatorCapsSetSchema,
    { body: LimitsWrittenSchema, problems: ["not_found"] },
  ),
  "PUT /api/v1/operator/organizations/:id/calls": withKey(
    "fleet:write",
    "For operators: stop every call of an organization, or let them go on; its owners are told by mail",
    OperatorCapsSetSchema,
    { body: CallsStoppedWrittenSchema, problems: ["not_found"] },
  ),
  "PUT /api/v1/operator/organizations/:id/countries/:country": withKey(
    "fleet:write",
    "For operators: switch a country of tier B or C on or off for an organization",
    CountrySetSchema,
    { body: CountryWrittenSchema, problems: ["settings_conflict", "not_found"] },
  ),
  "GET /api/v1/operator/prefixes": withKey(
    "fleet:write",
    "For operators: beginnings of numbers that no trunk carries",
    PrefixesOffSchema,
  ),
  "PUT /api/v1/operator/prefixes/:prefix": withKey(
    "fleet:write",
    "For operators: the platform's kill switch for numbers that begin so (380, 37121)",
    PrefixesOffSetSchema,
    { body: CountryWrittenSchema },
  ),
} as const satisfies Record<string, RouteRow>;
