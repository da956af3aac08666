import { RoutingSchema, RoutingSetSchema, RoutingWrittenSchema } from "@callping/contract/api/organization";
import type { RouteRow } from "./route-table.ts";
import { withKey } from "./with-key.ts";

/** The rows of what an organization says of itself, and of the numbers that call it. */
export const ORGANIZATION = {
  "GET /api/v1/organization/routing": withKey(
    "organization:read",
    "How the organization's calls may leave",
    RoutingSchema,
  ),
  "PUT /api/v1/organization/routing": withKey(
    "organization:write",
    "Let calls leave by PBXs in the EU and the EEA only, or by any",
    RoutingSetSchema,
    { body: RoutingWrittenSchema },
  ),
} as const satisfies Record<string, RouteRow>;
