import {
  CallerIdsSchema,
  RoutingSchema,
  RoutingSetSchema,
  RoutingWrittenSchema,
} from "@callping/contract/api/organization";
import type { RouteRow } from "./route-table.ts";
import { withKey } from "./with-key.ts";

const CARD = { text: "BEGIN:VCARD\r\nVERSION:4.0\r\n…" };

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
  "GET /api/v1/caller-ids": withKey(
    "organization:read",
    "The numbers that may call your people: save them, and let them through Do Not Disturb",
    CallerIdsSchema,
  ),
  "GET /api/v1/caller-ids.vcf": withKey(
    "organization:read",
    "The same as a vCard (RFC 6350)",
    CallerIdsSchema,
    {
      answers: { 200: CARD },
    },
  ),
  "GET /api/callers/:file": {
    auth: "feed_link",
    scope: null,
    limit: null,
    summary: "The vCard by its link, without a key",
    answers: { 200: CARD },
    problems: ["unknown_card"],
  },
} as const satisfies Record<string, RouteRow>;
