import { PageQuerySchema } from "@callping/contract/api/configuration";
import { EndpointChangeSchema, NewEndpointSchema } from "@callping/contract/api/endpoint-settings";
import {
  AlertKeyRemovedSchema,
  AlertKeySetSchema,
  EndpointChangedSchema,
  EndpointCreatedSchema,
  EndpointDeletedSchema,
  EndpointListSchema,
  EndpointSchema,
} from "@callping/contract/api/endpoints";
import { RequestListSchema } from "@callping/contract/api/requests";
import type { RouteRow } from "./route-table.ts";
import { withKey } from "./with-key.ts";

/** The rows of endpoints and their settings. */
export const ENDPOINTS = {
  "GET /api/v1/endpoints": withKey("endpoints:read", "List endpoints", EndpointListSchema, {
    query: PageQuerySchema,
  }),
  "POST /api/v1/endpoints": withKey(
    "endpoints:write",
    "Make an endpoint; its URL and its alert key are shown this once",
    EndpointCreatedSchema,
    {
      body: NewEndpointSchema,
      answers: { 201: EndpointCreatedSchema },
      problems: ["settings_conflict"],
    },
  ),
  "GET /api/v1/endpoints/:id": withKey("endpoints:read", "One endpoint with its settings", EndpointSchema, {
    problems: ["not_found"],
  }),
  "PATCH /api/v1/endpoints/:id": withKey(
    "endpoints:write",
    "Change settings; what is left out stays. The next webhook is decided by them",
    EndpointChangedSchema,
    { body: EndpointChangeSchema, problems: ["not_found"] },
  ),
  "DELETE /api/v1/endpoints/:id": withKey(
    "endpoints:write",
    "Delete an endpoint: its webhook answers 404, its alerts stay readable",
    EndpointDeletedSchema,
    { problems: ["not_found"] },
  ),
  "POST /api/v1/endpoints/:id/alert-key": withKey(
    "endpoints:write",
    "Set or rotate the alert key; it is shown this once, and the one before stops working",
    AlertKeySetSchema,
    { stepUp: true, problems: ["not_found", "settings_conflict"] },
  ),
  "DELETE /api/v1/endpoints/:id/alert-key": withKey(
    "endpoints:write",
    "Remove the alert key: whoever knows the URL may send",
    AlertKeyRemovedSchema,
    { stepUp: true, problems: ["not_found"] },
  ),
  "GET /api/v1/endpoints/:id/requests": withKey(
    "alerts:read",
    "What an endpoint received, newest first, and what each request did; also of one that was deleted",
    RequestListSchema,
    { query: PageQuerySchema, problems: ["not_found"] },
  ),
} as const satisfies Record<string, RouteRow>;
