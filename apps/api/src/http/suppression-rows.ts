import {
  LookupSchema,
  SuppressionChangedSchema,
  SuppressionListSchema,
  SuppressionsFoundSchema,
  SuppressionsQuerySchema,
  SuppressSchema,
} from "@callping/contract/api/suppressions";
import type { RouteRow } from "./route-table.ts";
import { withKey } from "./with-key.ts";

/** The rows of numbers that are not called, for operators alone. */
export const SUPPRESSIONS = {
  "GET /api/v1/operator/suppressions": withKey(
    "suppressions:write",
    "Numbers that are not called, of all organizations, the last change first. For operators, as all that follows",
    SuppressionListSchema,
    { query: SuppressionsQuerySchema },
  ),
  "POST /api/v1/operator/suppressions": withKey(
    "suppressions:write",
    "Stop every call to a number, at once: what rings is hung up. The owners of organizations that have it are told by mail",
    SuppressionChangedSchema,
    { body: SuppressSchema },
  ),
  "POST /api/v1/operator/suppressions/lookup": withKey(
    "suppressions:write",
    "Who may not call a number, and why",
    SuppressionsFoundSchema,
    { body: LookupSchema },
  ),
  "POST /api/v1/operator/suppressions/lift": withKey(
    "suppressions:write",
    "Take back what an operator stopped; what the number's holder asked for, the holder alone takes back",
    SuppressionChangedSchema,
    { body: SuppressSchema, problems: ["settings_conflict"] },
  ),
} as const satisfies Record<string, RouteRow>;
