import { PageQuerySchema } from "@callping/contract/api/configuration";
import {
  MaintenanceChangedSchema,
  MaintenanceChangeSchema,
  MaintenanceDeletedSchema,
  MaintenanceListSchema,
  MaintenanceSchema,
  NewMaintenanceSchema,
  QuietHoursSchema,
  QuietHoursSetSchema,
} from "@callping/contract/api/maintenance";
import type { RouteRow } from "./route-table.ts";
import { withKey } from "./with-key.ts";

/** The rows of what keeps phones silent: maintenance and quiet hours. */
export const MAINTENANCE = {
  "GET /api/v1/maintenance": withKey(
    "maintenance:read",
    "List maintenance, newest first, what is over included",
    MaintenanceListSchema,
    { query: PageQuerySchema },
  ),
  "POST /api/v1/maintenance": withKey(
    "maintenance:write",
    "Silence an endpoint, a project or the organization: once, or every week. Calls stop as soon as it begins",
    MaintenanceChangedSchema,
    {
      body: NewMaintenanceSchema,
      answers: { 201: MaintenanceChangedSchema },
      problems: ["settings_conflict"],
    },
  ),
  "GET /api/v1/maintenance/:id": withKey("maintenance:read", "One maintenance window", MaintenanceSchema, {
    problems: ["not_found"],
  }),
  "PATCH /api/v1/maintenance/:id": withKey(
    "maintenance:write",
    "Change maintenance; what is left out stays",
    MaintenanceChangedSchema,
    { body: MaintenanceChangeSchema, problems: ["not_found"] },
  ),
  "DELETE /api/v1/maintenance/:id": withKey(
    "maintenance:write",
    "Delete maintenance: alerts that it silences and that are open ring now",
    MaintenanceDeletedSchema,
    { problems: ["not_found"] },
  ),
  "PUT /api/v1/numbers/:id/quiet-hours": withKey(
    "numbers:write",
    "When a number is not rung; critical alerts ring all the same unless this says otherwise",
    QuietHoursSetSchema,
    { body: QuietHoursSchema, problems: ["not_found"] },
  ),
  "DELETE /api/v1/numbers/:id/quiet-hours": withKey(
    "numbers:write",
    "Take the quiet hours away: the number may ring at any time",
    QuietHoursSetSchema,
    { problems: ["not_found"] },
  ),
} as const satisfies Record<string, RouteRow>;
