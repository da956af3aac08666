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

const PAGE = { auth: "none", scope: null, limit: null, problems: [] } as const;

/** The rows of numbers that are not called, for operators alone; and the page of their holders. */
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
  "GET /stop": {
    ...PAGE,
    summary: "The public page where the holder of a number stops calls to it, or allows them again",
    answers: { 200: null },
  },
  "POST /stop": {
    ...PAGE,
    limit: "code_calls",
    summary:
      "A step of it: ring with a code, take the code, choose who may call again. It looks the same for every number",
    answers: { 200: null, 403: null },
    problems: ["body_too_large", "body_unreadable"],
  },
} as const satisfies Record<string, RouteRow>;
