import {
  DrillDetailSchema,
  DrillListSchema,
  DrillSettingInputSchema,
  DrillSettingSchema,
  DrillSettingSetSchema,
  DrillsQuerySchema,
  NewDrillSchema,
  ReachabilityListSchema,
  ReachabilityQuerySchema,
} from "@callping/contract/api/drills";
import type { RouteRow } from "./route-table.ts";
import { withKey } from "./with-key.ts";

/** The rows of what proves that people can be reached. */
export const DRILLS = {
  "GET /api/v1/members/:id/drill-settings": withKey(
    "drills:read",
    "When and on which phones a member is rung to prove them",
    DrillSettingSchema,
    { problems: ["not_found"] },
  ),
  "PUT /api/v1/members/:id/drill-settings": withKey(
    "drills:write",
    "Set when and on which phones a member is rung to prove them; what is left out takes the default",
    DrillSettingSetSchema,
    { body: DrillSettingInputSchema, problems: ["not_found"] },
  ),
  "POST /api/v1/drills": withKey("drills:write", "Ring a phone now to prove it", DrillDetailSchema, {
    body: NewDrillSchema,
    answers: { 202: DrillDetailSchema },
    limit: "drills",
    problems: ["not_found", "drill_refused", "drill_rate_limited", "desk_unreachable"],
  }),
  "GET /api/v1/drills": withKey(
    "drills:read",
    "List drills and their results, newest first",
    DrillListSchema,
    {
      query: DrillsQuerySchema,
    },
  ),
  "GET /api/v1/drills/:id": withKey("drills:read", "One drill with its timeline", DrillDetailSchema, {
    problems: ["not_found"],
  }),
  "GET /api/v1/reachability": withKey(
    "drills:read",
    "Every phone, and when a key was last pressed on it in a call",
    ReachabilityListSchema,
    { query: ReachabilityQuerySchema },
  ),
} as const satisfies Record<string, RouteRow>;
